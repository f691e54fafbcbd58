import { z } from 'zod';
import { formatNumber } from '../figures/numbers.ts';
import type { Markup } from '../figures/markup.ts';

const points = z.array(z.object({ step: z.int(), loss: z.number() }));
const state = z.object({ status: z.string() });

/** What runs of all experiments may hold that tells how they ended. */
const ended = z.object({
  status: z.string().optional(),
  divergedAt: z.int().optional(),
  parameters: z.object({ before: z.int() }).partial().optional(),
  training: z.object({ status: z.string(), steps: z.int(), curve: points }).optional(),
  loss: points.optional(),
  minimum: state.extend({ iterations: z.int() }).optional(),
  lanczos: state.optional(),
  crossing: z.int().nullable().optional(),
  events: z.array(z.unknown()).optional(),
  centres: z.array(z.object({ solver: z.string() }).partial()).optional(),
});

type Ended = z.output<typeof ended>;

/** `after step 8, at a loss of 2.5 × 10⁸`: the last finite loss on record. */
function divergence({ divergedAt, training, loss, parameters }: Ended): Markup {
  const last = (training?.curve ?? loss)?.at(-1);
  if (last) return `after step ${last.step}, at a loss of ${formatNumber(last.loss)}`;
  if (divergedAt !== undefined) return `at step ${divergedAt}`;
  return parameters?.before === undefined ? '' : `in the window after step ${parameters.before}`;
}

function partOf({ minimum, training, crossing, centres, events, lanczos }: Ended): string {
  if (minimum?.status === 'unconverged') return `no minimum after ${minimum.iterations} iterations`;
  if (training?.status === 'steps done') return `short of its target loss after ${training.steps} steps`;
  if (crossing === null)
    return 'it has no window, since it never came to its edge, began beyond it or diverged there';
  if (centres?.some(({ solver }) => solver !== undefined && solver !== 'converged'))
    return 'a prediction has not converged';
  if (events) return 'the sharpness never came back to the edge after the first decay';
  return lanczos?.status === 'unconverged' ? 'eigenpairs have not converged' : '';
}

/** How a run ended that did not end as planned, from its artifact; empty where that does not say. */
export function endingOf(artifact: object): Markup {
  const known = ended.safeParse(artifact).data;
  if (!known) return '';
  return known.status === 'diverged' ? divergence(known) : partOf(known);
}
