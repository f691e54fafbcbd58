import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { writeAtomically } from '../src/pipeline/atomic.ts';
import { Complaint } from '../src/pipeline/complaint.ts';
import { projectRoot } from '../src/pipeline/paths.ts';
import { main, parse } from '../src/pipeline/command-line.ts';

const help = `npm run architecture -- [options]

Draws the rooms of src/ and the imports between them into docs/architecture.md, from the code as it is.

  --check         change nothing; fail where the picture is not that of the code
`;

/** The boxes of a drawing from the bottom up, each with those that it imports from. */
type Boxes = ReadonlyMap<string, ReadonlySet<string>>;

/** The head of an .astro file is TypeScript, what follows is not. */
const codeOf = (file: string, text: string) =>
  file.endsWith('.astro') ? (/^---\n([^]*?)\n---/.exec(text)?.[1] ?? '') : text;

/** The imports of some files, between the boxes that these belong to. */
function boxes(names: readonly string[], pattern: string, boxOf: (path: string) => string | null): Boxes {
  const all = new Map(names.map((name) => [name, new Set<string>()]));
  for (const path of globSync(pattern, { cwd: projectRoot })) {
    const from = boxOf(path);
    const text = readFileSync(join(projectRoot, path), 'utf8');
    for (const { fileName } of ts.preProcessFile(codeOf(path, text)).importedFiles) {
      const to = fileName.startsWith('.') ? boxOf(join(dirname(path), fileName)) : null;
      if (to !== null && to !== from && all.has(to)) all.get(from ?? '')?.add(to);
    }
  }
  return all;
}

/** Boxes from the top down, without the arrows that a chain of others makes; an arrow upwards always shows. */
function chart(all: Boxes): string {
  const names = [...all.keys()];
  const below = (name: string) =>
    [...all.get(name)!].filter((other) => names.indexOf(other) < names.indexOf(name));
  const reaches = (from: string, to: string): boolean =>
    below(from).some((next) => next === to || reaches(next, to));
  const arrows = [...all].flatMap(([name, imports]) =>
    [...imports]
      .filter((to) => !below(name).some((other) => other !== to && reaches(other, to)))
      .sort()
      .map((to) => `  ${name} --> ${to}`),
  );
  const shown = names.toReversed().map((name) => `  ${name}`);
  return ['```mermaid', 'flowchart TD', ...shown, ...arrows, '```'].join('\n');
}

const roomOf = (path: string) => path.split('/')[1];

/** The parts of a study, from the bottom up. */
const parts = [
  'schema',
  'settings',
  'statistics',
  'run',
  'judge',
  'selections',
  'findings',
  'figures',
  'summary',
  'experiment',
];

/** What a file of a study is by its name; whatever has no other name runs. */
function partOf(path: string): string | null {
  const [, , study, ...rest] = path.split('/');
  if (!path.startsWith('src/studies/') || study === 'engine-benchmark' || path.endsWith('.test.ts'))
    return null;
  if (/(?:words|axes|curves|table|class|slopes)\.ts$/.test(rest[0])) return 'findings';
  return parts.find((part) => rest[0] === part || rest[0].endsWith(`${part}.ts`)) ?? 'run';
}

const config = new URL('../dependency-cruiser.config.js', import.meta.url).href;
const { rooms } = (await import(config)) as { readonly rooms: Readonly<Record<string, readonly string[]>> };

const drawings: Readonly<Record<string, () => string>> = {
  rooms: () => chart(boxes(Object.keys(rooms), 'src/**/*.{ts,astro}', roomOf)),
  'a study': () => chart(boxes(parts, 'src/studies/**/*.ts', partOf)),
};

const file = join(projectRoot, 'docs/architecture.md');

/** @throws Complaint where the page has no place for a drawing */
function drawn(page: string): string {
  return Object.entries(drawings).reduce((text, [name, draw]) => {
    const [from, to] = [`<!-- ${name}, drawn by \`npm run architecture\` -->`, `<!-- end of ${name} -->`];
    const [before, rest = ''] = text.split(from);
    const [, after] = rest.split(to);
    if (after === undefined) throw new Complaint(`docs/architecture.md lacks its marks: ${from} … ${to}`);
    return `${before}${from}\n\n${draw()}\n\n${to}${after}`;
  }, page);
}

await main(async () => {
  const { values } = parse(help, { check: { type: 'boolean' } });
  const page = readFileSync(file, 'utf8');
  const now = drawn(page);
  if (now === page) return 0;
  if (values.check)
    throw new Complaint('docs/architecture.md does not show the code as it is: run `npm run architecture`');
  await writeAtomically(file, now);
  return 0;
});
