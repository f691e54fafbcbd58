import { expect, test } from 'vitest';
import { endingOf } from '../../src/site/run-ending.ts';

const training = (status: string) => ({
  status,
  steps: 22,
  curve: [
    { step: 20, loss: 250 },
    { step: 21, loss: 1.9e6 },
  ],
});

test.each([
  [
    { status: 'diverged', training: training('diverged') },
    'after step 21, at a loss of 1.9\u00a0×\u00a010<sup>6</sup>',
  ],
  [{ status: 'diverged', loss: [{ step: 8, loss: 2 }] }, 'after step 8, at a loss of 2.00'],
  [{ status: 'diverged', divergedAt: 9, parameters: { before: 500 } }, 'at step 9'],
  [{ status: 'diverged', parameters: { before: 500 } }, 'in the window after step 500'],
  [{ status: 'partial', training: training('steps done') }, 'short of its target loss after 22 steps'],
  [
    { status: 'partial', minimum: { status: 'unconverged', iterations: 200 } },
    'no minimum after 200 iterations',
  ],
  [
    { status: 'partial', crossing: null },
    'it has no window, since it never came to its edge, began beyond it or diverged there',
  ],
  [
    { status: 'partial', centres: [{ solver: 'converged' }, { solver: 'unconverged' }] },
    'a prediction has not converged',
  ],
  [{ status: 'partial', events: [] }, 'the sharpness never came back to the edge after the first decay'],
  [
    { status: 'partial', training: training('reached'), lanczos: { status: 'unconverged' } },
    'eigenpairs have not converged',
  ],
  [{ status: 'diverged' }, ''],
])('%j ended: %s', (artifact, words) => {
  expect(endingOf(artifact)).toBe(words);
});
