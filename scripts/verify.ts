import { join } from 'node:path';
import { experiments } from '../src/experiments/index.ts';
import { Complaint } from '../src/pipeline/complaint.ts';
import { cacheFolder, resultsFolder } from '../src/pipeline/paths.ts';
import { appendAccepted } from '../src/pipeline/verify/accepted.ts';
import { agree, agreementRules } from '../src/pipeline/verify/agreement.ts';
import { compare, type Comparison } from '../src/pipeline/verify/drift.ts';
import {
  readReference,
  referenceFolder,
  referenceName,
  summarise,
  writeReference,
} from '../src/pipeline/verify/reference.ts';
import { misjudged } from '../src/pipeline/verify/rejudge.ts';
import { damagedArtifacts, readResults } from '../src/pipeline/verify/results-head.ts';
import { writeSeconds } from '../src/pipeline/verify/seconds.ts';
import { currentCommit } from '../src/pipeline/commit.ts';
import { main, oneOf, parse, UsageError } from './options.ts';
import { readSetup } from './setup/state.mjs';
import { table } from './table.ts';

const help = `npm run verify -- [options]

Runs no experiment. Judges the artifacts of the last run, compares that with the committed reference (content/reference/),
prints a table, and ends with exit code 1 where a statistic has moved by more than the spread over seeds explains, or a
verdict has changed.

  --profile full|quick   whose results (default: full with native TensorFlow, else quick)
  --results FOLDER       a results folder elsewhere
  --reference FOLDER     references elsewhere (default: content/reference)
  --against FOLDER       compares with the results in FOLDER instead, for instance those of the other backend
  --accept "WHY"         makes these results the reference and logs the reason, which the site shows
  --json                 the comparison as JSON
  -h, --help             this text
`;

const shown = (value: number | null) => (value === null ? 'none' : String(Number(value.toPrecision(6))));

function print({ names: [one, other], verdicts, rows, drifts }: Comparison): void {
  console.log(
    table(
      ['claim', `verdict, ${one}`, other],
      verdicts.map(({ claim, reference, found }) => [claim, reference, found]),
    ),
  );
  if (rows.length > 0)
    console.log(
      `\n${table(
        ['claim', one, other, 'tolerance', '', 'statistic'],
        rows.map(({ claim, statistic, reference, found, tolerance, drift }) => [
          claim,
          shown(reference),
          shown(found),
          tolerance.toPrecision(3),
          drift ? 'DRIFT' : 'ok',
          statistic,
        ]),
      )}`,
    );
  console.log(
    drifts.length === 0
      ? `\n${rows.length} statistics and ${verdicts.length} verdicts agree.`
      : `\n${drifts.length === 1 ? 'One drift' : `${drifts.length} drifts`}:\n${drifts.map((drift) => `  ${drift}`).join('\n')}`,
  );
}

async function verifyAgainst(results: string, against: string, json: boolean): Promise<number> {
  const agreement = await agree(against, results);
  if (json) console.log(JSON.stringify(agreement, null, 2));
  else {
    print(agreement);
    console.log('\nByte by byte the same, of what both have:');
    for (const [what, tally] of Object.entries(agreement.identical)) console.log(`  ${what}: ${tally}`);
    console.log(`\nWhat must agree:\n${agreementRules.map((rule) => `  ${rule}`).join('\n')}`);
  }
  return agreement.drifts.length === 0 ? 0 : 1;
}

async function verify({
  results,
  folder,
  why,
  json,
  own,
}: {
  results: string;
  /** Whether they are this checkout's, and should be what its judges make of them. */
  own: boolean;
  folder: string;
  why: string | undefined;
  json: boolean;
}): Promise<number> {
  const read = await readResults(results);
  const damaged = await damagedArtifacts(results, read);
  if (damaged.length === 0 && own) damaged.push(...(await misjudged(results, read, experiments)));
  if (damaged.length > 0) throw new Complaint(`${results} is not whole:\n${damaged.join('\n')}`);
  const name = referenceName(read.head);
  const found = summarise(read.head, read.claims);
  const reference = await readReference(folder, name);
  if (!reference && why === undefined)
    throw new Complaint(
      `there is no reference ${name} yet; npm run verify -- --accept "why" makes one of these results`,
    );
  const comparison = compare(reference ?? { ...found, claims: [] }, found);
  if (json) console.log(JSON.stringify({ reference: name, ...comparison }, null, 2));
  else print(comparison);
  if (why === undefined) return comparison.drifts.length === 0 ? 0 : 1;
  await writeReference(folder, name, found);
  if (name === 'full-native') await writeSeconds(folder, read.artifacts);
  const changes = reference ? [...comparison.drifts] : [];
  await appendAccepted(folder, { reference: name, commit: await currentCommit(), why, changes });
  process.stderr.write(
    `Accepted as ${join(folder, `${name}.json`)}; the reason is in accepted.json beside it.\n`,
  );
  return 0;
}

await main(async () => {
  const { values } = parse({
    options: {
      profile: { type: 'string' },
      results: { type: 'string' },
      reference: { type: 'string', default: referenceFolder },
      against: { type: 'string' },
      accept: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return (console.log(help), 0);
  const fallback = readSetup()?.tensorflow?.status === 'native' ? 'full' : 'quick';
  const profile = oneOf('profile', values.profile, ['full', 'quick'], fallback);
  const results = values.results ?? resultsFolder(cacheFolder(), profile);
  if (values.accept?.trim() === '') throw new UsageError('--accept wants a reason. Try --help.');
  if (values.against !== undefined && values.accept !== undefined)
    throw new UsageError('--accept and --against exclude each other. Try --help.');
  if (values.against !== undefined) return verifyAgainst(results, values.against, values.json);
  return verify({
    results,
    own: values.results === undefined,
    folder: values.reference,
    why: values.accept?.trim(),
    json: values.json,
  });
});
