import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import type { AstroIntegration } from 'astro';
import subsetFont from 'subset-font';

const folder = resolve('node_modules/.cache/multiscale/web-fonts');
const require = createRequire(join(process.cwd(), 'package.json'));

/** Weights of a face that the style sheets use, from and to. */
type Weights = readonly [number, number];

const faces: readonly {
  readonly name: string;
  readonly style: 'normal' | 'italic';
  readonly weights: Weights;
}[] = [
  { name: 'source-serif-4', style: 'normal', weights: [360, 680] },
  { name: 'source-serif-4', style: 'italic', weights: [400, 400] },
  { name: 'source-sans-3', style: 'normal', weights: [400, 650] },
  { name: 'source-code-pro', style: 'normal', weights: [400, 400] },
];

/** What English prose with mathematics needs; letters beyond fall back to the reader's own serif or sans. */
const characters =
  Array.from({ length: 0x7f - 0x20 }, (_, i) => String.fromCodePoint(0x20 + i)).join('') +
  '\u00a0·×°±äöüÄÖÜéèçÉñóíáß§«»¼½¾²³' +
  '\u2009\u202f‐–—‘’“”…′″⁰⁴⁻−×≈≠≤≥√←↑→↓∂∑∞‖•';
const features = ['kern', 'liga', 'tnum', 'lnum', 'mark', 'ccmp', 'locl'];

/** Makes the faces that pages load: only the glyphs, weights and features in use. Once for each version of them. */
async function makeFaces(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const recipe = join(folder, 'recipe.txt');
  const packages = faces.map(({ name }) =>
    readFileSync(require.resolve(`@fontsource-variable/${name}/package.json`), 'utf8'),
  );
  const wanted = JSON.stringify([
    characters,
    features,
    faces,
    packages.map((text) => JSON.parse(text).version as string),
  ]);
  if (existsSync(recipe) && readFileSync(recipe, 'utf8') === wanted) return;
  for (const { name, style, weights } of faces) {
    const from = join(
      dirname(require.resolve(`@fontsource-variable/${name}/package.json`)),
      `files/${name}-latin-wght-${style}.woff2`,
    );
    const [min, max] = weights;
    const subset = await subsetFont(readFileSync(from), characters, {
      targetFormat: 'woff2',
      variationAxes: { wght: min === max ? min : { min, max } },
      keepFeatures: features,
    });
    writeAtomically(join(folder, `${name}-${style}.woff2`), subset);
  }
  writeAtomically(recipe, wanted);
}

function writeAtomically(path: string, content: Uint8Array | string): void {
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, content);
  renameSync(temporary, path);
}

/** The faces stand where fonts.css looks for them before anything is built or served. */
export const webFonts = (): AstroIntegration => ({
  name: 'web-fonts',
  hooks: { 'astro:config:setup': makeFaces },
});
