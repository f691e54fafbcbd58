import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../src/pipeline/paths.ts';

const isLicence = (name: string) => /^(licen[cs]e|copying|notice|ofl)/i.test(name);

/** A package, and the licence that comes with it. */
async function licenceOf(folder: string): Promise<{ readonly name: string; readonly text: string }> {
  const place = join(projectRoot, folder);
  const { name, version } = JSON.parse(await readFile(join(place, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
  };
  const files = (await readdir(place)).filter(isLicence).sort();
  if (files.length === 0)
    throw new Error(`${name} has no file with its licence, without which it may not be passed on`);
  const texts = await Promise.all(files.map((file) => readFile(join(place, file), 'utf8')));
  return { name: `${name} ${version}`, text: texts.map((text) => text.trim()).join('\n\n') };
}

/**
 * The licences of packages that are passed on, each once with all to which it applies.
 * @param folders of the packages, in the checkout
 * @throws Error that names one without
 */
export async function licences(folders: readonly string[]): Promise<string> {
  const all = await Promise.all(folders.map(licenceOf));
  const parts = [...Map.groupBy(all, ({ text }) => text)].map(
    ([text, of]) => `${of.map(({ name }) => name).join('\n')}\n\n${text}`,
  );
  const line = `\n\n${'-'.repeat(80)}\n\n`;
  return `${['Code of these packages, and typefaces, are part of this one.', ...parts].join(line)}\n`;
}
