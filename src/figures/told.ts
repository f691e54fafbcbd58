import type { Markup } from './markup.ts';

/** Has a finding tell of what was measured; where nothing was, says that instead. */
export const told =
  <T>(measured: T | null, nothing: Markup) =>
  (finding: (measured: T) => Markup): Markup =>
    measured === null || (Array.isArray(measured) && measured.length === 0) ? nothing : finding(measured);
