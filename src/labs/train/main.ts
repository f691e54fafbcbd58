import { hashOf, keepAddress, stateFromHash } from '../address.ts';
import { benchOf, listenTo } from '../bench.ts';
import { initialState, valueText } from '../controls.ts';
import { withMoved, writeForm, writeOutputs } from '../form.ts';
import type { Answer, Request } from './messages.ts';
import type { Record } from './reference.ts';
import { trainControls as controls, type TrainState } from './settings.ts';
import { trainView, type Status } from './view.ts';

/** Steps added by Start where all that were wanted are done. */
const more = 400;

const nothing: Record = { losses: [], sharpness: [] };
const { root, form, go, progress, note, problem, stage, reset } = benchOf('train');
const single = root.querySelector<HTMLButtonElement>('[data-single]')!;

let worker: Worker | undefined;
let state: TrainState = initialState(controls);
let target = 0;
let live = nothing;
let reference = nothing;
let backend = '';
let status: Status = 'not started';

const longer = (record: Record, next: Record): Record => ({
  losses: [...record.losses, ...next.losses],
  sharpness: [...record.sharpness, ...next.sharpness],
});

function show(): void {
  const done = live.losses.length;
  progress.value = target === 0 ? 0 : done / target;
  note.textContent = backend ? `${status}, step ${done} of ${target}; ${backend}` : status;
  go.textContent = status === 'training' ? 'Pause' : 'Start';
  single.disabled = status === 'training';
  root.dataset.status = status;
  root.dataset.done = String(done);
  if (reference.losses.length === 0) return;
  const aloud = status === 'training' ? 'silently' : 'aloud';
  stage.show(trainView({ rate: state.rate, steps: Math.max(target, done), live, reference, status }), aloud);
}

/** Drops a network that is being trained. */
function discard(): void {
  worker?.terminate();
  worker = undefined;
  [live, reference, backend, status, target] = [nothing, nothing, '', 'not started', 0];
  problem.textContent = '';
}

/** The address names as many steps as are done, so that it shows what is seen. */
function settle(): void {
  state = { ...state, steps: Math.max(1, live.losses.length) };
  target = state.steps;
  writeForm(form, controls, state);
  keepAddress(root, hashOf(controls, state));
}

function heed(answer: Answer): void {
  switch (answer.kind) {
    case 'ready':
      [backend, reference] = [answer.backend, answer.reference];
      break;
    case 'part':
      live = longer(live, answer.record);
      break;
    case 'stopped':
      status = answer.reason;
      settle();
      break;
    case 'failed':
      discard();
      problem.textContent = answer.message;
  }
  show();
}

function train(steps: number): void {
  target = steps;
  status = 'training';
  problem.textContent = '';
  worker ??= listenTo<Answer>(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }), heed);
  const { folder, digits: path, sha256 } = root.dataset as { [name: string]: string };
  const request: Request = {
    kind: 'train',
    state,
    steps,
    digits: { folder: new URL(folder, location.href).href, path, sha256 },
  };
  worker.postMessage(request);
  show();
  if (!backend) note.textContent = 'fetching tfjs and the digits';
}

function start(): void {
  if (status === 'training') return worker!.postMessage({ kind: 'pause' } satisfies Request);
  if (status === 'diverged') discard();
  const done = live.losses.length;
  train(done < state.steps ? state.steps : Math.min(done + more, controls.steps.max));
}

/** Another network, or another number of steps of the same one. */
function change(next: TrainState): void {
  const same = Object.keys(controls).every(
    (name) => name === 'steps' || next[name as keyof TrainState] === state[name as keyof TrainState],
  );
  if (!same || status === 'training' || next.steps < live.losses.length) {
    discard();
    stage.reset();
  }
  state = next;
  writeOutputs(form, controls, state);
  for (const name of ['width', 'activation'])
    (form.elements.namedItem(name) as HTMLSelectElement).disabled = state.depth === 0;
  keepAddress(root, hashOf(controls, state));
  show();
  if (!same) note.textContent = `not started, learning rate ${valueText(controls.rate, state.rate)}`;
}

function set(next: TrainState): void {
  discard();
  stage.reset();
  writeForm(form, controls, next);
  change(next);
}

const restore = () => {
  set(stateFromHash(controls, location.hash));
  train(state.steps);
};

form.addEventListener('input', ({ target }) =>
  change(withMoved(form, controls, state, (target as HTMLInputElement).name)),
);
go.addEventListener('click', start);
single.addEventListener('click', () => {
  if (status === 'diverged') discard();
  train(Math.min(live.losses.length + 1, controls.steps.max));
});
reset.addEventListener('click', () => set(initialState(controls)));
addEventListener('hashchange', restore);
root.dataset.ready = '';
if (location.hash.length > 1) restore();
