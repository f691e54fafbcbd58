import { z } from 'zod';

export const backendSchema = z.strictObject({
  name: z.enum(['native', 'wasm']),
  version: z.string(),
  threads: z.int().positive(),
  precision: z.literal('float32'),
  instructions: z.string().exactOptional(),
  arithmetic: z.string().exactOptional(),
});
