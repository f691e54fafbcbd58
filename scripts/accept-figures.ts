import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Figure } from '../src/figures/figure-data.ts';
import { recoverFolder, replaceFolder, writeFolder } from '../src/pipeline/atomic.ts';
import { Complaint } from '../src/pipeline/complaint.ts';
import { projectRoot } from '../src/pipeline/paths.ts';
import { committedIds, folder, picture } from '../tests/figures/pictures/committed.ts';
import { main, parse } from '../src/pipeline/command-line.ts';

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

type Files = Record<string, Uint8Array>;

/**
 * The data of the figures of a built site, as they are committed.
 * @throws Complaint where there are none or one cannot be read
 */
function dataOf(site: string): Files {
  const figures = join(site, 'data/figures');
  const names = existsSync(figures) ? readdirSync(figures).filter((name) => name.endsWith('.json')) : [];
  if (names.length === 0)
    throw new Complaint(`${site} has no figures in data/figures; name the folder of a built site in --from`);
  return Object.fromEntries(
    names.map((name) => {
      try {
        const text = readFileSync(join(figures, name), 'utf8');
        return [`${name}.gz`, gzipSync(compact(text), { level: 9 })];
      } catch (cause) {
        throw new Complaint(`${join(figures, name)} is no data of a figure; build the site again`, { cause });
      }
    }),
  );
}

const committed = (): Files =>
  Object.fromEntries(
    committedIds().map((id) => [`${id}.json.gz`, readFileSync(new URL(`${id}.json.gz`, folder))]),
  );

/** @throws Complaint where one of the figures cannot be drawn */
async function picturesOf(data: Files): Promise<Files> {
  const pictures: Files = {};
  for (const [name, packed] of Object.entries(data)) {
    const id = name.replace('.json.gz', '');
    const figure = JSON.parse(gunzipSync(packed).toString('utf8')) as Figure;
    try {
      pictures[`${id}.png`] = await picture(figure, 'small');
    } catch (cause) {
      throw new Complaint(`${id} cannot be drawn: ${(cause as Error).message}`, { cause });
    }
  }
  return pictures;
}

await main(async () => {
  const { values } = parse(help, { from: { type: 'string' } });
  // Everything is there before anything is replaced.
  const data = values.from === undefined ? committed() : dataOf(resolve(projectRoot, values.from));
  const pictures = await picturesOf(data);
  const gone = committedIds().filter((id) => !(`${id}.json.gz` in data));
  const place = fileURLToPath(folder).replace(/\/$/, '');
  await recoverFolder(place);
  await replaceFolder(place, (next) => writeFolder(next, { ...data, ...pictures }));
  if (gone.length > 0) console.log(`Gone, since ${values.from} has them no more: ${gone.join(', ')}`);
  console.log(`${Object.keys(pictures).length} pictures in tests/figures/pictures/committed`);
  return 0;
});
