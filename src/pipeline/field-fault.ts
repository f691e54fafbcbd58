import type { z } from 'zod';

/** What an element of a list is called by those who read it, else its place. */
function elementName(value: unknown, place: PropertyKey): string {
  const { id, name } = (value ?? {}) as { id?: unknown; name?: unknown };
  const called = typeof id === 'string' ? id : name;
  return typeof called === 'string' && called !== '' ? called : `entry ${Number(place) + 1}`;
}

/** The path of a field in words: `R1, tests, growth, interval`. */
function fieldName(path: readonly PropertyKey[], root: unknown): string {
  const names: string[] = [];
  let at = root;
  for (const step of path) {
    const inside = (at as Record<PropertyKey, unknown> | null | undefined)?.[step];
    names.push(typeof step === 'number' ? elementName(inside, step) : String(step));
    at = inside;
  }
  return names.join(', ');
}

/** Which field of a value is not what its schema wants, and what is wrong with it, in a line. */
export function fieldFault({ issues: [first, ...others] }: z.ZodError, value: unknown): string {
  const field = first.path.length === 0 ? 'it' : fieldName(first.path, value);
  const more = others.length === 0 ? '' : `, and ${others.length} more`;
  return `${field}: ${first.message.replace(/^Invalid input: /, '')}${more}`;
}
