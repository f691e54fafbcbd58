import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type { AstroIntegration } from 'astro';
import subsetFont from 'subset-font';
import { keepFile } from './kept-file.ts';

const folder = resolve('node_modules/.cache/multiscale/web-fonts');
const require = createRequire(join(process.cwd(), 'package.json'));

/** A face to cut. */
interface Face {
  /** Name of the file that is made, and where its whole face is. */
  readonly name: string;
  readonly from: string;
  readonly characters: string;
  /** The weights that the style sheets use, from and to, where the face has a range of them. */
  readonly weights?: readonly [number, number];
}

const ascii = Array.from({ length: 0x7f - 0x20 }, (_, i) => String.fromCodePoint(0x20 + i)).join('');
const greek = Array.from({ length: 0x3f6 - 0x391 }, (_, i) => String.fromCodePoint(0x391 + i)).join('');
/** What English prose with mathematics needs; letters beyond fall back to the reader's own serif or sans. */
const prose = `${ascii}\u00a0·×°±äöüéèß½²\u2009\u202f‐–—‘’“”…′″−≤≥→¼¾`;
/** What equations set upright; U+E020 is the stroke through ≠ and other negated relations. */
const upright = `${ascii}${greek}\u00a0±×·÷¬′…‖∣∥∇∂∈∉∞∑∏∫√≈≠≤≥≪≫≡∼≃→←↦⇒⊤⊥⟨⟩⌊⌋⌈⌉−∗∘•⋯⋅∖∪∩∧∨⊂⊆∅∝ℓℜℑ⪰⪯≻≺⊙⊗⊕†ˆ˙˜¯\u0302\u0303\u0304\ue020`;

/** The letters of mathematical italics: KaTeX sets capital Greek upright. */
const letters = `${ascii.match(/[A-Za-z]/g)!.join('')}αβγδεζηθικλμνξοπρστυφχψωϑϕϖϱϵς`;
/** Delimiters and operators that equations set in two larger sizes; bigger ones come whole from KaTeX. */
const large = '()[]{}|/‖∣⟨⟩⌊⌋⌈⌉√∑∏∫';

const katex = (name: string, face: string, characters: string): Face => ({
  name,
  from: `katex/dist/fonts/KaTeX_${face}.woff2`,
  characters,
});

const source = (name: string, style: 'normal' | 'italic', weights: readonly [number, number]): Face => ({
  name: `${name}-${style}`,
  from: `@fontsource-variable/${name}/files/${name}-latin-wght-${style}.woff2`,
  characters: prose,
  weights,
});

const faces: readonly Face[] = [
  source('source-serif-4', 'normal', [360, 680]),
  source('source-serif-4', 'italic', [400, 400]),
  source('source-sans-3', 'normal', [400, 650]),
  source('source-code-pro', 'normal', [400, 400]),
  katex('katex-main', 'Main-Regular', upright),
  katex('katex-math', 'Math-Italic', letters),
  katex('katex-size1', 'Size1-Regular', large),
  katex('katex-size2', 'Size2-Regular', large),
];
const features = ['kern', 'liga', 'tnum', 'lnum'];

/** Makes the faces that pages load: only the glyphs, weights and features in use. Once for each version of them. */
async function makeFaces(): Promise<void> {
  for (const face of faces) {
    const { name, from, characters, weights } = face;
    const whole = readFileSync(require.resolve(from));
    const [min, max] = weights ?? [];
    await keepFile(join(folder, `${name}.woff2`), [JSON.stringify({ features, face }), whole], () =>
      subsetFont(whole, characters, {
        targetFormat: 'woff2',
        keepFeatures: features,
        ...(min !== undefined && { variationAxes: { wght: min === max ? min : { min, max: max! } } }),
      }),
    );
  }
}

/** The faces stand where fonts.css looks for them before anything is built or served. */
export const webFonts = (): AstroIntegration => ({
  name: 'web-fonts',
  hooks: { 'astro:config:setup': makeFaces },
});
