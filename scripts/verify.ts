import { join } from 'node:path';
import { experiments as registered } from '../src/registry/experiments.ts';
import { currentCheckout } from '../src/pipeline/commit.ts';
import { Complaint } from '../src/pipeline/complaint.ts';
import { cacheFolder, resultsFolder } from '../src/pipeline/paths.ts';
import { agree, agreementRules } from '../src/pipeline/verify/agreement.ts';
import { referenceFolder } from '../src/pipeline/verify/reference.ts';
import { besideReference, placeOf, take } from '../src/pipeline/verify/verify.ts';
import { comparisonText } from './comparison.ts';
import { main, oneOf, parse, UsageError } from '../src/pipeline/command-line.ts';
import { readSetup } from './setup/state.mjs';

const help = `npm run verify -- [options]

Runs no experiment. Holds the results of the last run to their checksums, judges their artifacts anew, and compares them
with the committed reference (content/reference/): what they are of (profile, backend, data set, seeds, experiments),
then every statistic, outcome and verdict. Ends with exit code 1 where the results contradict themselves, are not of the
same kind as the reference, or have moved by more than the spread over seeds explains.

  --profile full|quick   whose results (default: full with native TensorFlow, else quick)
  --results FOLDER       a results folder elsewhere
  --reference FOLDER     references elsewhere (default: content/reference)
  --against FOLDER       compares with the results in FOLDER instead, for instance those of the other backend
  --accept "WHY"         makes these results the reference and logs the reason, which the site shows; only a whole
                         default run of a clean checkout can be accepted
  --keep "WHY"           keeps a whole run with --first-seed N beside the reference, in other-seeds/N
  --json                 the comparison as JSON
  -h, --help             this text
`;

async function verifyAgainst(results: string, against: string, json: boolean): Promise<number> {
  const agreement = await agree(against, results, registered);
  if (json) console.log(JSON.stringify(agreement, null, 2));
  else {
    console.log(comparisonText(agreement));
    console.log('\nByte by byte the same, of what both have:');
    for (const [what, tally] of Object.entries(agreement.identical)) console.log(`  ${what}: ${tally}`);
    console.log(`\nWhat must agree:\n${agreementRules.map((rule) => `  ${rule}`).join('\n')}`);
  }
  return agreement.drifts.length === 0 ? 0 : 1;
}

interface Request {
  readonly results: string;
  readonly folder: string;
  readonly why: string | undefined;
  readonly otherSeeds: boolean;
  readonly json: boolean;
}

async function verify({ results, folder, why, otherSeeds, json }: Request): Promise<number> {
  const verified = await besideReference(results, folder, { registered });
  const { name, reference, comparison } = verified;
  if (!reference && why === undefined)
    throw new Complaint(
      `there is no reference ${name} in ${folder} yet; npm run verify -- --accept "why" makes one of these results`,
    );
  console.log(
    json ? JSON.stringify({ reference: name, ...comparison }, null, 2) : comparisonText(comparison),
  );
  if (why === undefined) return comparison.drifts.length === 0 ? 0 : 1;
  const place = placeOf({ folder, otherSeeds }, verified);
  const checkout = await currentCheckout();
  await take(verified, { folder: place, why, otherSeeds }, { registered, checkout });
  process.stderr.write(
    `Accepted as ${join(place, `${name}.json`)}; the reason is in accepted.json beside it. Commit both.\n`,
  );
  return 0;
}

/** @throws UsageError where the option is given without a reason */
function reason(name: string, value: string | undefined): string | undefined {
  const why = value?.trim();
  if (why === '') throw new UsageError(`--${name} wants a reason. Try --help.`);
  return why;
}

await main(async () => {
  const { values } = parse(help, {
    profile: { type: 'string' },
    results: { type: 'string' },
    reference: { type: 'string', default: referenceFolder },
    against: { type: 'string' },
    accept: { type: 'string' },
    keep: { type: 'string' },
    json: { type: 'boolean', default: false },
  });
  const fallback = readSetup()?.tensorflow?.status === 'native' ? 'full' : 'quick';
  const profile = oneOf('profile', values.profile, ['full', 'quick'], fallback);
  const results = values.results ?? resultsFolder(cacheFolder(), profile);
  const { against, reference: folder, json } = values;
  const [accept, keep] = [reason('accept', values.accept), reason('keep', values.keep)];
  if ([against, accept, keep].filter((value) => value !== undefined).length > 1)
    throw new UsageError('--accept, --keep and --against exclude each other. Try --help.');
  if (against !== undefined) return verifyAgainst(results, against, json);
  return verify({ results, folder, why: accept ?? keep, otherSeeds: keep !== undefined, json });
});
