import type { Recorder } from './recorder.ts';

let tracing: { readonly name: string; readonly recorder: Recorder } | undefined;

/**
 * What records the function that is being traced.
 * @throws Error where none is: `what` can be had of a graph only
 */
export function recorderFor(what: string): Recorder {
  if (tracing) return tracing.recorder;
  throw new Error(`${what} is taken of a graph: call it inside a function that is given to compile()`);
}

/** @throws Error while a function is being traced: what a compiled function does is not seen there */
export function assertNotTracing(name: string): void {
  if (tracing !== undefined)
    throw new Error(
      `${name} is compiled and cannot be called inside ${tracing.name}; call the function it was made of`,
    );
}

/** What a read of a traced tensor's values comes to. */
export function refuseToRead(name = tracing?.name ?? 'the function'): never {
  throw new Error(
    `${name} reads a tensor's values, which do not exist while it is compiled; compute with tensors, or return them`,
  );
}

/** Runs `body` with a recorder for all that asks for one. */
export function recordedBy<T>(name: string, recorder: Recorder, body: () => T): T {
  assertNotTracing(name);
  tracing = { name, recorder };
  const { stackTraceLimit } = Error;
  // tfjs puts a dozen calls between the user's line and the recorder.
  Error.stackTraceLimit = 60;
  try {
    return body();
  } finally {
    tracing = undefined;
    Error.stackTraceLimit = stackTraceLimit;
  }
}
