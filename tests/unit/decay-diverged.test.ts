import { expect, test } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { noCheckpoint } from '../../src/claims/checkpoint.ts';
import { decayVariants } from '../../src/studies/decay/settings.ts';
import { decay } from '../../src/studies/decay/experiment.ts';
import { endingOf } from '../../src/site/run-ending.ts';

/** Goes on for one stretch of steps and diverges in the next, at its fourth loss. */
function divergingEngine(): Engine {
  let stretches = 0;
  const gradientDescent = (parameters: Float32Array) =>
    Promise.resolve(
      stretches++ === 0
        ? { status: 'steps done', parameters, losses: new Float64Array(200) }
        : { status: 'diverged', parameters, losses: Float64Array.of(1, 1, 5, Number.POSITIVE_INFINITY) },
    );
  return { loss: () => ({ gradientDescent }) } as unknown as Engine;
}

test('an undecayed training that diverges is recorded with its step, and is no failure', async () => {
  const { parameters } = decayVariants('quick').tanh4;
  const { status, output } = await decay.run({
    engine: divergingEngine(),
    parameters,
    seed: 0,
    inputs: [],
    checkpoint: noCheckpoint,
    progress: () => {},
  });
  expect(status).toBe('diverged');
  expect(decay.output.parse(output)).toMatchObject({ events: [], races: [] });
  // The first stretch ends where the second decays begin.
  expect(output.divergedAt).toBe(parameters.second.step + 3);
  expect(endingOf({ status, ...output })).toBe(`at step ${parameters.second.step + 3}`);
});
