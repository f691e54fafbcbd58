import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { claims } from '../src/claims/claim.ts';
import { writeAtomically } from '../src/pipeline/atomic.ts';
import { Complaint } from '../src/pipeline/complaint.ts';
import { projectRoot } from '../src/pipeline/paths.ts';
import { sectionOf } from './new/page-files.ts';
import { registered, studyFiles } from './new/study-files.ts';
import { main, oneOf, parse, UsageError } from '../src/pipeline/command-line.ts';

const help = `npm run new -- study <id> --claim R1

Writes a study that runs: src/studies/<id>/ with schema, settings, judge with control, a figure, findings and a test, two
lines in src/registry/experiments.ts, and a section in the page of the claim. CONTRIBUTING.md says how to go on.

  --claim R1|…|R6   the claim that it bears on
`;

/** What stands behind the new section in every claim's page. */
const refutation = '## What would refute it';

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');

await main(async () => {
  const { values, positionals } = parse(help, { claim: { type: 'string' } }, { words: true });
  const [kind, id, ...more] = positionals;
  if (kind !== 'study' || id === undefined || more.length > 0)
    throw new UsageError(
      'What is new is a study with an id: npm run new -- study <id> --claim R1. Try --help.',
    );
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id))
    throw new UsageError(`The id of a study is lower-case words with hyphens, not ${id}. Try --help.`);
  const ids = claims.map((claim) => claim.id);
  const chosen = oneOf('claim', values.claim, ids, null);
  if (chosen === null) throw new UsageError(`--claim is missing: one of ${ids.join(', ')}. Try --help.`);
  const folder = `src/studies/${id}`;
  if (existsSync(join(projectRoot, folder)))
    throw new Complaint(`${folder} is there already; choose another id, or remove the folder`);
  const study = { id, claim: claims.find((claim) => claim.id === chosen)! };
  const page = `content/claims/${study.claim.slug}.mdx`;
  const registry = 'src/registry/experiments.ts';
  if (!read(page).includes(refutation))
    throw new Complaint(`${page} has no section “${refutation.slice(3)}” for the new one to stand before`);
  const files = {
    ...Object.fromEntries(
      Object.entries(studyFiles(study)).map(([name, text]) => [`${folder}/${name}`, text]),
    ),
    [registry]: registered(read(registry), study),
  };
  const style = await resolveConfig(join(projectRoot, 'package.json'));
  // Everything is written out before anything is put in its place.
  const written = await Promise.all(
    Object.entries(files).map(async ([path, text]) => {
      const formatted = await format(text, { ...style, filepath: path }).catch((cause: Error) => {
        throw new Complaint(`${id} makes no name in TypeScript; choose another id`, { cause });
      });
      return [path, formatted] as const;
    }),
  );
  written.push([page, read(page).replace(refutation, () => `${sectionOf(study)}${refutation}`)]);
  for (const [path, text] of written) await writeAtomically(join(projectRoot, path), text);
  const paths = written.map(([path]) => path).join('\n');
  console.log(`${paths}\nRun it: npm run experiments -- ${id} --profile quick`);
  return 0;
});
