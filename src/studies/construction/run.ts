import { z } from 'zod';
import { countCurveSchema, countSchema, measureCounts } from './counts.ts';
import {
  cycleSchema,
  densityCurveSchema,
  densitySchema,
  measureCycles,
  measureDensities,
} from './densities.ts';
import { failuresSchema, measureFailures } from './failures.ts';
import { judgeConstruction } from './judge.ts';
import { defineExperiment, type Profile, type Variant } from '../../claims/experiment.ts';

const parameters = z.strictObject({
  hidden: z.int().positive(),
  inputs: z.int().positive(),
  samples: z.int().positive(),
  directions: z.int().positive(),
});

export type ConstructionParameters = z.output<typeof parameters>;

export const constructionOutput = z.strictObject({
  counts: z.array(countSchema),
  /** L(t) of the tanh network for one to four magnitudes. */
  countCurves: z.array(countCurveSchema),
  densities: z.array(densitySchema),
  densityCurves: z.array(densityCurveSchema),
  cycles: z.array(cycleSchema),
  failures: failuresSchema,
});

export type ConstructionOutput = z.output<typeof constructionOutput>;

const size: ConstructionParameters = { hidden: 16, inputs: 8, samples: 4, directions: 16 };

function variants(profile: Profile): Record<string, Variant<ConstructionParameters>> {
  const count = profile === 'full' ? 8 : 5;
  return { 'zero-teacher': { parameters: size, seeds: Array.from({ length: count }, (_, seed) => seed) } };
}

/** T4: scales of a two-layer network at a minimum known exactly, by the magnitudes of its data. */
export const construction = defineExperiment({
  id: 'construction',
  version: 1,
  title: 'Scales of the two-layer construction by the magnitudes of its data',
  parameters,
  output: constructionOutput,
  variants,
  run: ({ parameters: set, seed, progress }) => {
    const counted = measureCounts(set, seed);
    progress(0.3, 'densities of magnitudes');
    const dense = measureDensities(set, seed);
    progress(0.8, 'cycles and failures');
    return Promise.resolve({
      status: 'complete' as const,
      output: {
        counts: counted.counts,
        countCurves: counted.curves,
        densities: dense.densities,
        densityCurves: dense.curves,
        cycles: measureCycles(seed),
        failures: measureFailures(set, seed),
      },
      tensors: {},
      datasets: [],
    });
  },
  judges: { R6: judgeConstruction },
});
