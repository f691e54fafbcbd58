import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';

/** One page a claim; the file's name is the claim's slug, everything measured comes from the results. */
const claims = defineCollection({
  loader: glob({ pattern: '*.mdx', base: './content/claims' }),
  schema: z.object({ claim: z.enum(['R1', 'R2', 'R3', 'R4', 'R5', 'R6']) }),
});

export const collections = { claims };
