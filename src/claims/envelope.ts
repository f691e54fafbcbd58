import { z } from 'zod';

/** Fields that every published artifact starts with; an experiment's own output follows at the same level. */
export const envelopeSchema = z.object({
  schema: z.literal(1),
  id: z.string(),
  experiment: z.string(),
  variant: z.string(),
  seed: z.int(),
  profile: z.enum(['full', 'quick']),
  parameters: z.record(z.string(), z.unknown()),
  status: z.enum(['complete', 'diverged', 'partial']),
});

export type Envelope = z.output<typeof envelopeSchema>;
