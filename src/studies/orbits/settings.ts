import { variantsOf } from '../../claims/variants.ts';
import type { OrbitsParameters } from './schema.ts';

const settings: Readonly<Record<string, OrbitsParameters>> = {
  'random-starts': {
    kind: 'random starts',
    rates: 25,
    starts: 80,
    steps: 6000,
    slowSteps: [6400, 64_000, 640_000],
    slowStarts: 16,
  },
  diagram: {
    kind: 'diagram',
    losses: [
      { loss: 'logarithm', from: 0.8, to: 3 },
      { loss: 'ricker', from: 1.6, to: 3.2 },
    ],
    columns: 360,
    kept: 32,
  },
};

/** Fewer learning rates, starts and columns; no orbit of more than 64,000 steps. */
const quickly = (full: OrbitsParameters): OrbitsParameters =>
  full.kind === 'diagram'
    ? { ...full, columns: 120 }
    : { ...full, rates: 8, starts: 20, slowSteps: full.slowSteps.slice(0, 2), slowStarts: 8 };

/** The pictures need no seeds. */
const seeds = (count: number) => (variant: string) => (variant === 'diagram' ? 1 : count);

export const orbitsVariants = variantsOf(settings, {
  full: { seeds: seeds(5) },
  quick: { seeds: seeds(3), adapt: quickly },
});
