import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { encodeSafetensors } from '../../../src/data/safetensors.ts';
import { sha256 } from '../../../src/pipeline/canonical.ts';
import { readBack } from '../../../src/site/read-back/read-back.ts';
import { writeIndex } from '../../../src/site/search-index.ts';

/** A small site of every kind of file, with an index of its search, and a copy of it for each test. */
let original: string;
let folder: string;
const base = '/multiscale/';
const host = 'https://example.org';

const page = (body: string) =>
  `<!doctype html><html lang="en"><body><main data-pagefind-body>${body}</main></body></html>\n`;
const artifact = '{"schema":1}\n';
const tensors = encodeSafetensors({ 'final/W0': { shape: [2], data: new Float32Array([1, 2]) } });
const png = readFileSync(
  new URL('../../figures/pictures/committed/fig-detector-accuracy.png', import.meta.url),
);
const require = (name: string) => readFileSync(new URL(`../../../node_modules/${name}`, import.meta.url));

function contents(): Readonly<Record<string, string | Uint8Array>> {
  return {
    'index.html': page(
      `<h1>Ledger</h1><a href="${base}claims/origin/?a=1#top">R5</a><a href="https://elsewhere.org/x.html">x</a>
       <meta content="${host}${base}pictures/ledger.png"><plot-reader data-src="${base}data/figures/a.json"></plot-reader>
       <script type="application/ld+json">{"a":"<a href='/nowhere/'>"}</script><script src="${base}_astro/main.js"></script>
       <link rel="stylesheet" href="${base}_astro/site.css"><p>${'words and numbers '.repeat(200)}</p>`,
    ),
    '404.html': page('<h1>Nothing here</h1>'),
    'claims/origin/index.html': page(
      '<h1>Origin</h1><img src="../../pictures/a.svg" srcset="a.png 1x, a%20b.png 2x">',
    ),
    'claims/origin/a.png': png,
    'claims/origin/a b.png': png,
    'pictures/ledger.png': png,
    'pictures/a.svg': '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>',
    '_astro/main.js': `export const b = [() => import("./part.js"), new URL("kernel.wasm", import.meta.url)];\n`,
    '_astro/part.js': 'export function a(x) { return x; }\n',
    '_astro/kernel.wasm': require('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm'),
    '_astro/site.css': `@font-face{font-family:F;src:url(${base}_astro/face.woff2) format("woff2")}p{color:red}`,
    '_astro/face.woff2': require('katex/dist/fonts/KaTeX_Main-Regular.woff2'),
    'sitemap-0.xml': `<urlset><url><loc>${host}${base}</loc></url><url><loc>${host}${base}claims/origin/</loc></url></urlset>`,
    'data/figures/a.json': '{"panels":[]}',
    'data/figures/a.csv': 'x,y\n',
    'data/claims.json': '[]\n',
    'data/manifest.json': JSON.stringify({
      artifacts: [
        {
          id: 'a',
          files: { 'artifacts/a.json': sha256(artifact), 'tensors/a.safetensors': sha256(tensors) },
        },
      ],
    }),
    'data/artifacts/a.json': artifact,
    'data/tensors/a.safetensors': tensors,
    'data/datasets/d.safetensors': tensors,
  };
}

function put(root: string, path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

const filesIn = (root: string) =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));

beforeAll(async () => {
  original = mkdtempSync(join(tmpdir(), 'site-'));
  for (const [path, content] of Object.entries(contents())) put(original, path, content);
  expect(await writeIndex(original)).toBe(3);
});
afterAll(() => rmSync(original, { recursive: true }));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'read-back-'));
  for (const path of filesIn(original)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    copyFileSync(join(original, path), join(folder, path));
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

const faults = () => readBack(folder, { base, host });

test('a site that is whole has no faults, with a host and without, with a slash at its end or not', async () => {
  expect(await faults()).toEqual([]);
  expect(await readBack(folder, { base: '/multiscale', host: `${host}/` })).toEqual([]);
});

/** Names of the index's parts are digests; which of them is missing is said by name. */
test('every single file that is missing is missed', async () => {
  // What no page, list or program of the site names.
  const unnamed =
    /pagefind\/(pagefind-(ui|modular|component|highlight)|wasm\.unknown)|data\/(figures\/a\.csv|datasets)|sitemap/;
  for (const path of filesIn(original).filter((name) => !unnamed.test(name))) {
    rmSync(join(folder, path));
    const found = (await faults()).join('\n');
    expect(found, path).toMatch(/missing|cannot be read|of 3 pages/);
    copyFileSync(join(original, path), join(folder, path));
  }
}, 120_000);

test('every file that is empty or cut is named, wherever it is cut', async () => {
  const paths = filesIn(original);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...paths),
      fc.double({ min: 0, max: 0.98, noNaN: true }),
      async (path, share) => {
        const bytes = readFileSync(join(original, path));
        const cut = Math.floor(share * bytes.length);
        // The end of a last line says nothing.
        fc.pre(
          bytes
            .subarray(cut)
            .toString()
            .search(/[^\s;]/) >= 0,
        );
        writeFileSync(join(folder, path), bytes.subarray(0, cut));
        try {
          expect((await faults()).join('\n')).toContain(path);
        } finally {
          copyFileSync(join(original, path), join(folder, path));
        }
      },
    ),
    { numRuns: 25 },
  );
}, 120_000);

test.each([
  ['pagefind/pagefind-entry.json', 0],
  ['pagefind/pagefind-ui.js', 65_536],
])(
  'an index of the search that is cut as Pagefind left it is named: %s at %i bytes',
  async (path, length) => {
    writeFileSync(join(folder, path), readFileSync(join(folder, path)).subarray(0, length));
    expect((await faults()).join('\n')).toContain(path);
  },
);

test('a file of the results that another stands in for does not match the manifest', async () => {
  put(folder, 'data/artifacts/a.json', '{"schema":2}\n');
  expect(await faults()).toEqual(['data/artifacts/a.json does not match the checksum in data/manifest.json']);
});

test.each([
  ['a link', `<a href="${base}claims/nowhere/">x</a>`, 'claims/nowhere/index.html'],
  ['a relative link', '<a href="nowhere.html">x</a>', 'nowhere.html'],
  ['a picture of a link', `<meta content="${host}${base}pictures/no.png">`, 'pictures/no.png'],
  [
    'data of a figure',
    `<plot-reader data-src='${base}data/figures/no.json'></plot-reader>`,
    'data/figures/no.json',
  ],
  ['an address with &amp;', `<a href="${base}a.html?x=1&amp;y=2">x</a>`, 'a.html'],
])('%s that leads nowhere is named with its page', async (_, markup, target) => {
  put(folder, 'index.html', page(markup));
  expect(await faults()).toEqual([`${target} is missing, which index.html names`]);
});

test('addresses of other hosts and beside the site are not ours', async () => {
  put(
    folder,
    'index.html',
    page(
      `<a href="https://example.com${base}no/">x</a><a href="/other/no/">y</a><a href="mailto:a@b.c">z</a><a href="#top">t</a><a href="data:,x">d</a>`,
    ),
  );
  expect(await faults()).toEqual([]);
});
