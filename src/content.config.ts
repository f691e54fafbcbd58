import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';

const claimId = z.enum(['R1', 'R2', 'R3', 'R4', 'R5', 'R6']);

/** One page a claim; the file's name is the claim's slug, everything measured comes from the results. */
const claims = defineCollection({
  loader: glob({ pattern: '*.mdx', base: './content/claims' }),
  schema: z.object({ claim: claimId }),
});

/** One page a lab; the file's name is its address. */
const labs = defineCollection({
  loader: glob({ pattern: '*.mdx', base: './content/labs' }),
  schema: z.object({
    title: z.string(),
    /** What a reader can find out with it. */
    question: z.string(),
    description: z.string(),
    /** Its place in the list of labs. */
    order: z.int().positive(),
    claims: z.array(claimId).nonempty(),
  }),
});

/** One page a method; the file's name is its address. */
const methods = defineCollection({
  loader: glob({ pattern: '*.mdx', base: './content/methods' }),
  schema: z.object({
    title: z.string(),
    /** What the page answers, in a sentence or two. */
    standfirst: z.string(),
    description: z.string(),
    /** Its place in the list of methods. */
    order: z.int().positive(),
  }),
});

export const collections = { claims, labs, methods };
