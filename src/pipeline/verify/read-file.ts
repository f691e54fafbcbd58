import { access, readFile } from 'node:fs/promises';
import { z } from 'zod';
import { Complaint } from '../complaint.ts';
import { fieldFault } from '../field-fault.ts';

/** What keeps a file from being read, by the system's code. */
const faults: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  ENOTDIR: 'is not there: a part of its path is a file',
  EISDIR: 'is a folder where a file should be',
  EACCES: 'cannot be read by this user',
  EPERM: 'cannot be read by this user',
  ELOOP: 'is a link that leads to itself',
};

/** In words, why a file cannot be read. */
export const whyUnreadable = (error: unknown): string => {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return faults[code] ?? `cannot be read: ${message}`;
};

interface Format<T> {
  readonly schema: z.ZodType<T>;
  /** What helps where the file is not what it should be. */
  readonly remedy: string;
}

/** Whether nothing stands at a path; what cannot be looked at may be there. */
export const isAbsent = (path: string): Promise<boolean> =>
  access(path).then(
    () => false,
    ({ code }: NodeJS.ErrnoException) => code === 'ENOENT',
  );

/**
 * A JSON file through its schema.
 * @throws Complaint that names the file, what keeps it from being read or the field that is damaged, and the remedy
 */
export async function readJson<T>(path: string, { schema, remedy }: Format<T>): Promise<T> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Complaint(`${path} ${whyUnreadable(cause)}; ${remedy}`, { cause });
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Complaint(`${path} is damaged; ${remedy} (it is no JSON: ${(cause as Error).message})`, {
      cause,
    });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Complaint(`${path} is damaged; ${remedy} (${fieldFault(parsed.error, value)})`, {
    cause: parsed.error,
  });
}
