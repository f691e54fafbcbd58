import { canonicalJson } from '../canonical.ts';

/** By how much of a number's size the last digits of another processor's mathematics may move it. */
const lastDigits = 1e-9;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const isNamed = (value: unknown): value is { readonly name: string } =>
  isRecord(value) && typeof value['name'] === 'string';

function isSame(stated: unknown, judged: unknown): boolean {
  if (typeof stated === 'number' && typeof judged === 'number')
    return (
      stated === judged ||
      Math.abs(stated - judged) <= lastDigits * Math.max(Math.abs(stated), Math.abs(judged))
    );
  if (Array.isArray(stated) && Array.isArray(judged))
    return stated.length === judged.length && stated.every((one, i) => isSame(one, judged[i]));
  return canonicalJson(stated) === canonicalJson(judged);
}

const shown = (value: unknown): string => {
  const text = value === undefined ? 'none' : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
};

/** Elements of two lists that have names, in pairs. */
function pairs(stated: readonly { name: string }[], judged: readonly { name: string }[]) {
  const names = [...new Set([...stated, ...judged].map(({ name }) => name))];
  const of = (list: readonly { name: string }[], name: string) => list.find((one) => one.name === name);
  return names.map((name) => [name, of(stated, name), of(judged, name)] as const);
}

/**
 * The fields in which what is stated differs from what the judges make of the artifacts, at any depth: `growth, control,
 * value is 2 there and 2.1 by the judges`. Elements of lists go by their names; numbers may differ in their last digits.
 */
export function fieldsApart(stated: unknown, judged: unknown, path: readonly string[] = []): string[] {
  if (isRecord(stated) && isRecord(judged))
    return [...new Set([...Object.keys(stated), ...Object.keys(judged)])].flatMap((field) =>
      fieldsApart(stated[field], judged[field], [...path, field]),
    );
  if (Array.isArray(stated) && Array.isArray(judged) && [...stated, ...judged].every(isNamed)) {
    const apart = pairs(stated, judged).flatMap(([name, one, other]) =>
      fieldsApart(one, other, [...path.slice(0, -1), name]),
    );
    const order = (list: readonly { readonly name: string }[]) => canonicalJson(list.map(({ name }) => name));
    return apart.length > 0 || order(stated) === order(judged)
      ? apart
      : [`${path.join(', ')} stand in another order there, or more than once`];
  }
  return isSame(stated, judged)
    ? []
    : [`${path.join(', ')} is ${shown(stated)} there and ${shown(judged)} by the judges`];
}
