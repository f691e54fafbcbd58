import { Stage } from './stage.ts';

/** The page of a lab whose worker computes: what its script reads and writes. */
export function benchOf(slug: 'check' | 'train') {
  const root = document.querySelector<HTMLElement>(`[data-lab=${slug}]`)!;
  const found = <E extends Element = HTMLElement>(selector: string) => root.querySelector<E>(selector)!;
  const form = found<HTMLFormElement>('form');
  form.addEventListener('submit', (event) => event.preventDefault());
  return {
    root,
    form,
    go: found<HTMLButtonElement>('[data-go]'),
    progress: found<HTMLProgressElement>('progress'),
    note: found('[data-step]'),
    problem: found('[role=alert]'),
    stage: new Stage(root),
    reset: found('[data-reset]'),
  };
}

/** Has a worker answer, in the form of a failure where it ends by itself. */
export function listenTo<A>(
  worker: Worker,
  heed: (answer: A | { readonly kind: 'failed'; readonly message: string }) => void,
): Worker {
  worker.addEventListener('message', ({ data }: MessageEvent<A>) => heed(data));
  worker.addEventListener('error', ({ message }) => heed({ kind: 'failed', message }));
  return worker;
}
