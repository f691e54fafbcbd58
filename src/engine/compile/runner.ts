import { plainGraphs } from '../plain/graphs.ts';
import type { GraphBackend } from './graph-backend.ts';
import { nativeBackend } from './native.ts';
import { nativeGraphs } from './native-graphs.ts';

let plainOnly = false;

/** What records and runs graphs here: native TensorFlow where it is the backend of tfjs, else TypeScript. */
export function graphBackend(): GraphBackend {
  const backend = plainOnly ? undefined : nativeBackend();
  return backend ? nativeGraphs(backend) : plainGraphs;
}

/** Calls `body` with graphs in TypeScript even where there is native TensorFlow: to compare the two. */
export function inPlain<T>(body: () => T): T {
  const before = plainOnly;
  plainOnly = true;
  try {
    return body();
  } finally {
    plainOnly = before;
  }
}
