import { z } from 'zod';

/** All that a queue tells a worker; what is to be computed, the worker looks up in its own repository. */
export const jobSchema = z.strictObject({
  id: z.string(),
  key: z.string().regex(/^[0-9a-f]{64}$/),
  digest: z.string(),
});

export type JobData = z.output<typeof jobSchema>;

export const progressSchema = z.object({ share: z.number(), doing: z.string() });

/** A worker that says nothing for so long has died; its task goes to another. Milliseconds. */
export const silence = 30_000;
