/** What wrappers of a network put in front of the names of its weights: parallel and compiled modules, trainers. */
const wrappers = new Set(['module', 'model', '_orig_mod', 'state_dict', 'params']);
/** Counters that no output depends on. */
const counters = /(?:^|[./])(?:num_batches_tracked|iterations)(?::0)?$/;

/** Whether a tensor is known to have no part in a network's outputs. */
export const isCounter = (name: string) => counters.test(name);

/** A name as a path, without what wrappers put in front. */
function pathOf(name: string): readonly string[] {
  const path = name.replace(/:0$/, '').split(/[./]/);
  const start = path.findIndex((part) => !wrappers.has(part));
  return path.slice(start < 0 ? path.length - 1 : start);
}

const isSuffix = (short: readonly string[], long: readonly string[]) =>
  short.length <= long.length && short.every((part, i) => part === long[long.length - short.length + i]);

/** Which tensor of a file a parameter is. */
export interface Match {
  readonly tensor: string;
  /** Whether it has that very name. */
  readonly isExact: boolean;
}

/**
 * Tensors for parameters: of the same name, else of the same path, else the only one of which one path ends with the other.
 * Parameters without one are missing in the result.
 */
export function matched(
  parameters: readonly string[],
  tensors: readonly string[],
): ReadonlyMap<string, Match> {
  const found = new Map<string, Match>();
  const open = new Set(tensors);
  const take = (fits: (parameter: string, tensor: string) => boolean, isExact: boolean) => {
    const left = parameters.filter((parameter) => !found.has(parameter));
    const candidates = left.map((parameter) => [...open].filter((tensor) => fits(parameter, tensor)));
    left.forEach((parameter, i) => {
      const [tensor, ...others] = candidates[i];
      if (tensor === undefined || others.length > 0) return;
      if (candidates.filter((list) => list.includes(tensor)).length > 1) return;
      found.set(parameter, { tensor, isExact });
      open.delete(tensor);
    });
  };
  const paths = new Map([...parameters, ...tensors].map((name) => [name, pathOf(name)]));
  take((parameter, tensor) => parameter === tensor, true);
  take((parameter, tensor) => paths.get(parameter)!.join('/') === paths.get(tensor)!.join('/'), false);
  take((parameter, tensor) => {
    const [a, b] = [paths.get(parameter)!, paths.get(tensor)!];
    return isSuffix(a, b) || isSuffix(b, a);
  }, false);
  return found;
}
