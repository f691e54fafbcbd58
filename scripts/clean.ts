import { rm, stat } from 'node:fs/promises';
import { chooseItems } from '../src/pipeline/clean/choose.ts';
import { takeInventory, type Item, type ItemKind } from '../src/pipeline/clean/inventory.ts';
import { Complaint } from '../src/pipeline/complaint.ts';
import { cacheFolder } from '../src/pipeline/paths.ts';
import { main, parse, UsageError } from '../src/pipeline/command-line.ts';

const help = `npm run clean -- [options]

Removes from the artifact cache what the published results of neither profile need: results of other sources or
parameters, damaged entries that were set aside, checkpoints, locks and half-written files of dead processes.

  --older-than AGE       only what was written so long ago: 12h, 30d (default: 30d)
  --max-size SIZE        beyond that, the oldest until the cache is no larger: 500MB, 2GB
  --dry-run              says what would go, and removes nothing
  -h, --help             this text
`;

const hour = 3_600_000;
const ages: Readonly<Record<string, number>> = { h: hour, d: 24 * hour };
const sizes: Readonly<Record<string, number>> = { MB: 1e6, GB: 1e9 };

/** A number with one of these units. */
function quantity(option: string, text: string, units: Readonly<Record<string, number>>): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)([A-Za-z]+)$/.exec(text) ?? [];
  if (unit !== undefined && Object.hasOwn(units, unit)) return Number(number) * units[unit];
  throw new UsageError(
    `--${option} is a number with one of ${Object.keys(units).join(', ')}, not ${text}. Try --help.`,
  );
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
const bytesOf = (items: readonly Item[]) => items.reduce((sum, { bytes }) => sum + bytes, 0);

function report(items: readonly Item[], total: number, dry: boolean): void {
  for (const kind of new Set(items.map((item): ItemKind => item.kind))) {
    const alike = items.filter((item) => item.kind === kind);
    console.log(`${String(alike.length).padStart(5)} × ${kind}, ${megabytes(bytesOf(alike))}`);
  }
  const freed = bytesOf(items);
  console.log(
    items.length === 0
      ? `Nothing to remove; the cache holds ${megabytes(total)}.`
      : `${dry ? 'Would free' : 'Freed'} ${megabytes(freed)} of ${megabytes(total)}.`,
  );
}

await main(async () => {
  const { values } = parse(help, {
    'older-than': { type: 'string', default: '30d' },
    'max-size': { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
  });
  const size = values['max-size'];
  const limits = {
    now: Date.now(),
    olderThan: quantity('older-than', values['older-than'], ages),
    maxBytes: size === undefined ? null : quantity('max-size', size, sizes),
  };
  const cache = cacheFolder();
  if ((await stat(cache).catch(() => null))?.isDirectory() === false)
    throw new Complaint(`the artifact cache ${cache} is not a folder; name another one in MULTISCALE_CACHE`);
  const inventory = await takeInventory(cache);
  const dry = values['dry-run'];
  if (inventory.users.length > 0 && !dry)
    throw new Complaint(
      `${cache} is in use by process ${inventory.users.join(', ')}; wait for its end, or look with --dry-run`,
    );
  const items = chooseItems(inventory, limits);
  if (!dry) for (const { path } of items) await rm(path, { recursive: true, force: true });
  report(items, inventory.bytes, dry);
  return 0;
});
