import { canonicalJson } from './canonical.ts';
import type { Task } from './task.ts';

/** Of what a result was made. */
type Made = Pick<Task, 'ingredients' | 'source'>;

/** The values that an ingredient in JSON is made of. */
export const record = (text = '{}') => JSON.parse(text) as Readonly<Record<string, unknown>>;
/** A value in words. */
export const plain = (value: unknown) =>
  typeof value === 'string' ? value : (canonicalJson(value) ?? 'none');

/** Names that two records do not have in common or that hold other values. */
export function differing(
  before: Readonly<Record<string, unknown>>,
  now: Readonly<Record<string, unknown>>,
): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(now)])]
    .filter((name) => canonicalJson(before[name]) !== canonicalJson(now[name]))
    .sort();
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** `training.maxSteps 4000 → 5000`, for each value that differs at any depth. */
function changedValues(before: unknown, now: unknown, path: string): string[] {
  if (isRecord(before) && isRecord(now))
    return differing(before, now).flatMap((name) =>
      changedValues(before[name], now[name], path === '' ? name : `${path}.${name}`),
    );
  return [`${path} ${plain(before)} → ${plain(now)}`];
}

/** `2.9 sha512-…` without the checksum. */
const version = (release: unknown) => plain(release).split(' ')[0];

function changedPackages(before = '{}', now = '{}'): string {
  const [old, current] = [record(before), record(now)];
  const all = differing(old, current).map(
    (name) => `${name} ${version(old[name])} → ${version(current[name])}`,
  );
  return `the version of a package it computes with (${all.join(', ')})`;
}

/** Each ingredient of a key in words, with what of it has changed. */
const words: Readonly<Record<string, (before: Made, now: Made, name: string) => string>> = {
  schema: () => 'the format of artifacts',
  experiment: () => 'the version of the experiment',
  engine: () => 'the source of the engine',
  platform: () => 'the platform',
  javascript: ({ ingredients: before }, { ingredients: now }, name) =>
    `the engine of JavaScript (${plain(before[name])} → ${plain(now[name])})`,
  inputs: () => 'an artifact it starts from',
  dependencies: () => 'a package that one it computes with depends on',
  packages: ({ ingredients: before }, { ingredients: now }, name) => changedPackages(before[name], now[name]),
  backend: ({ ingredients: before }, { ingredients: now }, name) =>
    `the backend (${changedValues(record(before[name]), record(now[name]), '').join(', ')})`,
  parameters: ({ ingredients: before }, { ingredients: now }, name) =>
    `its parameters (${changedValues(record(before[name]), record(now[name]), '').join(', ')})`,
  source: ({ source: before }, { source: now }) => {
    const files = differing(before, now);
    return files.length > 0 ? `the source (${files.join(', ')})` : 'how its source is read';
  },
};

/** What of a task has changed since its last result was made, in words. */
export const changesSince = (before: Made, now: Made): string[] =>
  differing(before.ingredients, now.ingredients).map((name) => words[name]?.(before, now, name) ?? name);
