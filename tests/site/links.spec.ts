import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { base, dist, files, pages, read, readJson } from './built-site.ts';
import { expect, open, test } from './fixtures.ts';

interface Outline {
  readonly links: readonly string[];
  readonly ids: readonly string[];
}

const sha256 = (path: string): string =>
  createHash('sha256')
    .update(readFileSync(join(dist, path)))
    .digest('hex');

test('every internal link leads to a file and every anchor to an element', async ({
  sharedPage: page,
  site,
}) => {
  const outlines = new Map<string, Outline>();
  for (const path of pages) {
    await open(page, site + path, 'light', 1440);
    const outline = await page.evaluate(() => ({
      links: [...document.querySelectorAll('a[href], link[href]')].map(
        (link) => (link as HTMLAnchorElement).href,
      ),
      ids: [...document.querySelectorAll('[id]')].map(({ id }) => id),
    }));
    expect(new Set(outline.ids).size, `ids of /${path} are unique`).toBe(outline.ids.length);
    outlines.set(path, outline);
  }
  const broken: string[] = [];
  for (const [path, { links }] of outlines)
    for (const link of links.filter((href) => href.startsWith(new URL(site).origin))) {
      const { pathname, hash } = new URL(link);
      const target = pathname.slice(base.length);
      const file = target.endsWith('/') || target === '' ? `${target}index.html` : target;
      const found = pathname.startsWith(base) && existsSync(join(dist, file));
      if (!found || (hash && !outlines.get(target)?.ids.includes(hash.slice(1))))
        broken.push(`/${path} → ${link}`);
    }
  expect(broken).toEqual([]);
});

/** Addresses in a file that begin at the root of the host, in attributes of HTML and in CSS. */
const rooted = (text: string): readonly string[] =>
  [...text.matchAll(/(?:(?<=\s)[\w-]+="|url\(["']?)(\/[^"')\s]*)/g)].map(([, address]) => address);

test('every address that begins at the root of the host begins with the base path', () => {
  const found = files
    .filter((file) => /\.(html|css)$/.test(file) && !file.startsWith('pagefind/'))
    .flatMap((file) => rooted(read(file)).map((address) => ({ file, address })));
  expect(found.length).toBeGreaterThan(pages.length);
  expect(found.filter(({ address }) => !address.startsWith(base))).toEqual([]);
});

test('the sitemap names the pages under the base path, and no other', () => {
  const listed = files
    .filter((file) => /^sitemap-\d+\.xml$/.test(file))
    .flatMap((file) =>
      [...read(file).matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, url]) => new URL(url).pathname),
    );
  const expected = pages.filter((page) => !['404.html', 'search/'].includes(page)).map((page) => base + page);
  expect(listed.toSorted()).toEqual(expected.toSorted());
});

test('every download has the checksum shown beside it', async ({ sharedPage: page, site }) => {
  await open(page, `${site}data/`, 'light', 1440);
  const shown = await page.locator('a[download]').evaluateAll((links) =>
    links.map((link) => ({
      path: new URL((link as HTMLAnchorElement).href).pathname,
      sha256: link.closest('tr')!.querySelector('.hash')!.textContent.trim(),
    })),
  );
  expect(shown.length).toBeGreaterThan(2);
  for (const file of shown) expect(sha256(file.path.slice(base.length)), file.path).toBe(file.sha256);
});

test('every artifact of the manifest is published with the checksum and size it states', () => {
  const { artifacts } = readJson<{
    artifacts: { id: string; status: string; sha256: string; bytes: number }[];
  }>('data/manifest.json');
  expect(artifacts.length).toBeGreaterThan(0);
  for (const { id, sha256: stated, bytes } of artifacts.filter(({ status }) => status !== 'failed')) {
    const path = `data/artifacts/${id}.json`;
    expect(sha256(path), id).toBe(stated);
    expect(readFileSync(join(dist, path)).byteLength, id).toBe(bytes);
    // what the theory computes is all in its JSON; a network has parameters
    if ('model' in readJson<object>(path))
      expect(existsSync(join(dist, `data/tensors/${id}.safetensors`)), id).toBe(true);
  }
});
