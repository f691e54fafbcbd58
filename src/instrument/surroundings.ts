import type { BackendName } from '../engine/runtime.ts';

/** Where the command runs, and what it is called there. */
export interface Surroundings {
  /** `npm run measure --` or `npx multiscale measure`. */
  readonly command: string;
  readonly args: readonly string[];
  /** Folder of what is kept between runs. */
  readonly cache: string;
  /** The backend to take unless another one is asked for. */
  readonly backend: BackendName;
  readonly version: string;
  readonly say: (line: string) => void;
  readonly print: (text: string) => void;
}
