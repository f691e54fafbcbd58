import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Figure } from '../src/figures/figure-data.ts';
import { projectRoot } from '../src/pipeline/paths.ts';
import { committedData, committedIds, folder, picture } from '../tests/figures/pictures/committed.ts';
import { main, parse } from './options.ts';

const help = `npm run accept-figures -- [options]

Draws the committed data of every figure with the current code and makes these the pictures that tests compare with.
Look at test-results/figures/report.html first.

  --from FOLDER   take the data of the figures of a built site (such as dist) in place of the committed ones
  -h, --help      this text
`;

/** Four digits are finer than a pixel; ids of artifacts are not drawn. */
const compact = (text: string): string =>
  JSON.stringify(JSON.parse(text), (key, value: unknown) =>
    key === 'artifacts' ? undefined : typeof value === 'number' ? Number(value.toPrecision(4)) : value,
  );

function takeData(site: string): void {
  const figures = join(site, 'data/figures');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(figures).filter((name) => name.endsWith('.json')))
    writeFileSync(
      new URL(`${file}.gz`, folder),
      gzipSync(compact(readFileSync(join(figures, file), 'utf8')), { level: 9 }),
    );
}

await main(async () => {
  const { values } = parse({
    options: { from: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return (console.log(help), 0);
  if (values.from) takeData(resolve(projectRoot, values.from));
  for (const id of committedIds()) {
    const figure: Figure = committedData(id);
    writeFileSync(new URL(`${id}.png`, folder), await picture(figure, 'small'));
  }
  console.log(`${committedIds().length} pictures in tests/figures/pictures/committed`);
  return 0;
});
