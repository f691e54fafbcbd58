import { runExperiments } from '../src/pipeline/run.ts';
import { runSite } from '../src/pipeline/site.ts';
import { experimentHelp, experimentOptions, runOptions } from './experiment-options.ts';
import { main, parse } from '../src/pipeline/command-line.ts';
import { makePackage } from './package/make.ts';
import { report } from './report.ts';

const help = `npm run build -- [options]

Sets up what is missing, runs every experiment that the cache does not hold, and builds the site in dist/ and the package that
npm pack packs.

${experimentHelp}
`;

await main(async () => {
  const { values } = parse(help, experimentOptions);
  const summary = await runExperiments(await runOptions(values));
  const failed = report(summary);
  const faults = (await runSite({ command: 'build', results: summary.folder })) || failed;
  await makePackage();
  return faults;
});
