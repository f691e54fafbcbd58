import { keepAddress } from '../address.ts';
import { benchOf, listenTo } from '../bench.ts';
import { optionsHtml } from '../form.ts';
import type { Answer, Request, SliceResult } from './messages.ts';
import { measuresOf, type CheckableRun, type Measure } from './runs.ts';
import { checkView, summariseSlice } from './view.ts';

const { root, form, go, progress, note: step, problem, stage, reset: resetButton } = benchOf('check');
const [runField, measureField] = ['run', 'measure'].map(
  (name) => form.elements.namedItem(name) as HTMLSelectElement,
);
let worker: Worker | undefined;
/** A slice as far as it is recomputed, so that a stopped recomputation can go on. */
let begun: SliceResult | undefined;

function stop(): void {
  worker?.terminate();
  worker = undefined;
  root.removeAttribute('data-busy');
  go.textContent = begun ? 'Go on' : 'Recompute';
}

function forget(): void {
  begun = undefined;
  stop();
}

/** Ends the worker at the reader's wish and says how far it came. */
function interrupt(): void {
  stop();
  const far = begun && summariseSlice(begun);
  step.textContent = far ? `stopped after ${far.points} of ${far.of} losses` : 'stopped';
}

function heed(answer: Answer): void {
  if (answer.kind === 'progress') {
    progress.value = answer.share;
    step.textContent = answer.step;
    return;
  }
  if (answer.kind === 'failed') {
    problem.textContent = answer.message;
    step.textContent = 'stopped';
    return forget();
  }
  const { result } = answer;
  stage.show(checkView(result), answer.kind === 'done' ? 'aloud' : 'silently');
  if (answer.kind === 'part') {
    if (result.kind === 'slice') begun = result;
    return;
  }
  progress.value = 1;
  step.textContent = `done in ${answer.seconds.toFixed(1)} s`;
  root.dataset.done = '';
  forget();
}

/** Another choice begins anew. */
function choose(): void {
  forget();
  progress.value = 0;
  step.textContent = 'not started';
}

/** Begins what is chosen, or goes on where it was stopped. */
function recompute(runs: readonly CheckableRun[]): void {
  const known = begun?.recomputed;
  stop();
  const run = runs.find(({ id }) => id === runField.value)!;
  keepAddress(root, `#${new URLSearchParams({ run: run.id, measure: measureField.value })}`);
  problem.textContent = '';
  delete root.dataset.done;
  root.dataset.busy = '';
  go.textContent = 'Stop';
  step.textContent = 'starting';
  worker = listenTo<Answer>(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }), heed);
  const request: Request = {
    data: new URL(root.dataset.data!, location.href).href,
    run,
    measure: measureField.value as Measure,
    ...(known && { known }),
  };
  worker.postMessage(request);
}

function offerMeasures(runs: readonly CheckableRun[]): void {
  const wanted = measureField.value;
  const measures = measuresOf(runs.find(({ id }) => id === runField.value)!);
  measureField.innerHTML = optionsHtml({ options: measures, initial: measures[0].value });
  if (measures.some(({ value }) => value === wanted)) measureField.value = wanted;
}

/** Everything as the page came. */
function reset(): void {
  choose();
  delete root.dataset.done;
  form.reset();
  offerMeasures(runs);
  stage.reset();
  problem.textContent = '';
  keepAddress(root, '');
}

/** Chooses what the address names and begins; leaves the page as it is where it names nothing that is there. */
function restore(runs: readonly CheckableRun[]): void {
  const fields = new URLSearchParams(location.hash.slice(1));
  const run = runs.find(({ id }) => id === fields.get('run'));
  if (!run) return;
  runField.value = run.id;
  offerMeasures(runs);
  const measure = measuresOf(run).find(({ value }) => value === fields.get('measure'));
  if (measure) measureField.value = measure.value;
  forget();
  recompute(runs);
}

const response = await fetch(new URL(root.dataset.runs!, location.href));
const runs = (await response.json()) as readonly CheckableRun[];
runField.addEventListener('change', () => offerMeasures(runs));
form.addEventListener('change', choose);
resetButton.addEventListener('click', reset);
go.addEventListener('click', () => (worker ? interrupt() : recompute(runs)));
addEventListener('hashchange', () => restore(runs));
root.dataset.ready = '';
restore(runs);
