import { resolve } from 'node:path';
import { cacheFolder, projectRoot, resultsFolder } from '../src/pipeline/paths.ts';
import { runSite } from '../src/pipeline/site.ts';
import { main, oneOf, parse, UsageError } from '../src/pipeline/command-line.ts';

const help = `npm run site -- [options]     builds the pages in dist/ from the results that are there
npm run dev -- [options]      serves them and follows changes

  --profile full|quick   whose results to show (default: full)
  -h, --help             this text

MULTISCALE_RESULTS names a results folder elsewhere.
`;

/** The folder that the environment names, else that of a profile. */
function resultsFor(profile: string | undefined): string {
  const named = process.env['MULTISCALE_RESULTS'];
  if (named && profile !== undefined)
    throw new UsageError('--profile and MULTISCALE_RESULTS both name results; do without one. Try --help.');
  if (named) return resolve(projectRoot, named);
  return resultsFolder(cacheFolder(), oneOf('profile', profile, ['full', 'quick'], 'full'));
}

await main(async () => {
  const { values, positionals } = parse(help, { profile: { type: 'string' } }, { words: true });
  const [word, ...more] = positionals;
  const command = oneOf('command', word, ['build', 'dev'], 'build');
  if (more.length > 0) throw new UsageError(`There is nothing to do with the word ${more[0]}. Try --help.`);
  return runSite({ command, results: resultsFor(values.profile) });
});
