import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../../test-results/figures/', import.meta.url));

/** A figure whose picture is not the committed one. */
export interface Changed {
  readonly id: string;
  readonly differing: number;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  readonly difference: Uint8Array | null;
}

const inline = (png: Uint8Array): string => `data:image/png;base64,${Buffer.from(png).toString('base64')}`;

const entry = ({ id, differing, before, after, difference }: Changed): string =>
  `<h2>${id}</h2><p>${Number.isFinite(differing) ? `${differing} pixels differ` : 'the sizes differ'}</p><div>${[
    ['committed', before],
    ['now', after],
    ['difference', difference],
  ]
    .filter(([, png]) => png !== null)
    .map(
      ([name, png]) =>
        `<figure><figcaption>${name as string}</figcaption><img src="${inline(png as Uint8Array)}" alt=""></figure>`,
    )
    .join('')}</div>`;

/** Writes before, after and difference of each changed figure to one page; its path. */
export function writeReport(changed: readonly Changed[]): string {
  mkdirSync(folder, { recursive: true });
  const path = `${folder}report.html`;
  writeFileSync(
    path,
    `<!doctype html><meta charset="utf-8"><title>Changed figures</title><style>body{font:15px sans-serif;margin:2em}div{display:flex;flex-wrap:wrap;gap:1em}figure{margin:0}</style><h1>Changed figures</h1><p>Accept them with <code>npm run accept-figures</code>.</p>${changed.map(entry).join('')}`,
  );
  return path;
}
