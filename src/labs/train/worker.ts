import { decodeDigits } from '../../data/digit-bytes.ts';
import { startTensors } from '../../engine/browser/start.ts';
import { trainer, type Trainer } from '../../engine/browser/trainer.ts';
import { wasmFiles } from '../../engine/browser/wasm-files.ts';
import { fetchVerified } from '../fetch-verified.ts';
import type { Answer, Request } from './messages.ts';
import { diverged, referenceRecord } from './reference.ts';
import { startOf } from './settings.ts';

/** Steps from one sharpness to the next. */
const every = 10;
/** Losses that are computed in float64 as well. */
const compared = 20;
/** Seconds between two answers. */
const refresh = 0.2;

const answer = (message: Answer) => postMessage(message);
const seconds = () => performance.now() / 1000;
/** Lets a message in. */
const breath = () => new Promise((resolve) => setTimeout(resolve));

let training: Trainer | undefined;
let first = NaN;
let done = 0;
let pausing = false;

async function open({ state, digits }: Request & { kind: 'train' }): Promise<Trainer> {
  const backend = await startTensors(wasmFiles);
  const bytes = await fetchVerified(digits.folder, digits.path, digits.sha256);
  const start = startOf(decodeDigits(bytes), state);
  const reference = referenceRecord(start, state, { steps: compared, every });
  answer({ kind: 'ready', backend, reference });
  return trainer(start.problem, start.parameters, state.seed);
}

async function train(request: Request & { kind: 'train' }): Promise<Answer> {
  training ??= await open(request);
  let losses: number[] = [];
  let sharpness: { step: number; value: number }[] = [];
  let shown = seconds();
  const show = () => {
    answer({ kind: 'part', record: { losses, sharpness } });
    [losses, sharpness, shown] = [[], [], seconds()];
  };
  while (done < request.steps && !pausing) {
    if (done % every === 0) sharpness.push({ step: done, value: training.sharpness().value });
    const loss = training.step(request.state.rate);
    if (done === 0) first = loss;
    losses.push(loss);
    done++;
    if (diverged(loss, first)) {
      show();
      return { kind: 'stopped', reason: 'diverged' };
    }
    if (seconds() - shown > refresh) {
      show();
      await breath();
    }
  }
  show();
  return { kind: 'stopped', reason: pausing ? 'paused' : 'done' };
}

addEventListener('message', ({ data: request }: MessageEvent<Request>) => {
  pausing = request.kind === 'pause';
  if (request.kind === 'pause') return;
  train(request)
    .then(answer)
    .catch((error: Error) => answer({ kind: 'failed', message: error.message }));
});
