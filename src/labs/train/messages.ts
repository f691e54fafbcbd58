import type { Record } from './reference.ts';
import type { TrainState } from './settings.ts';

/** What the page asks of the worker: to train until `steps` are done, or to stop where it is. */
export type Request =
  | {
      readonly kind: 'train';
      readonly state: TrainState;
      readonly steps: number;
      /** Address, checksum of the digits. */
      readonly digits: { readonly folder: string; readonly path: string; readonly sha256: string };
    }
  | { readonly kind: 'pause' };

/** What the worker answers: what is new since the answer before. */
export type Answer =
  | { readonly kind: 'ready'; readonly backend: string; readonly reference: Record }
  | { readonly kind: 'part'; readonly record: Record }
  | { readonly kind: 'stopped'; readonly reason: 'done' | 'paused' | 'diverged' }
  | { readonly kind: 'failed'; readonly message: string };
