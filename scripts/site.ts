import { cacheFolder, resultsFolder } from '../src/pipeline/paths.ts';
import { runSite } from '../src/pipeline/site.ts';
import { main, oneOf, parse } from './options.ts';

const help = `npm run site -- [options]     builds the pages in dist/ from the results that are there
npm run dev -- [options]      serves them and follows changes

  --profile full|quick   whose results to show (default: full)
  -h, --help             this text
`;

await main(async () => {
  const { values, positionals } = parse({
    options: { profile: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    allowPositionals: true,
  });
  if (values.help) return (console.log(help), 0);
  const command = oneOf('command', positionals[0], ['build', 'dev'], 'build');
  const profile = oneOf('profile', values.profile, ['full', 'quick'], 'full');
  return runSite({ command, results: resultsFolder(cacheFolder(), profile) });
});
