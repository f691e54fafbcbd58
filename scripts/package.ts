import { main, parse } from '../src/pipeline/command-line.ts';
import { makePackage } from './package/make.ts';

const help = `npm run package

Makes the folder package/, which npm pack packs: the library of src/index.ts and the command multiscale, for other projects.
Set-up and build make it as well.

  -h, --help             this text
`;

await main(async () => {
  parse(help, {});
  await makePackage();
  return 0;
});
