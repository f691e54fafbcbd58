import { readFileSync } from 'node:fs';

/** The lines between the marks of a script in docs/export, by which it writes a network and its data. */
export function exportLines(script: string): string {
  const text = readFileSync(`docs/export/${script}.py`, 'utf8');
  const match = /^( *)# export\n([\s\S]*?)^ *# end$/m.exec(text);
  if (!match) throw new Error(`docs/export/${script}.py has no lines between # export and # end`);
  const [, indent, lines] = match;
  return lines
    .split('\n')
    .map((line) => line.slice(indent.length))
    .join('\n')
    .replaceAll('{folder()}/', '')
    .replaceAll(/f"([^"{}]*)"/g, '"$1"')
    .replaceAll('f"{name}.', '"model.')
    .trimEnd();
}
