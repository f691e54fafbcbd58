import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import decompress from 'woff2-encoder/decompress';
import { keepFile, keptPicture } from './kept-file.ts';

const folder = resolve('node_modules/.cache/multiscale/fonts');
const faces = ['source-sans-3', 'source-serif-4'];

/** Unpacks the site's faces, which come as WOFF2, to what the drawing library can read. */
async function unpackFaces(): Promise<void> {
  const require = createRequire(join(process.cwd(), 'package.json'));
  for (const face of faces) {
    const packed = readFileSync(
      require.resolve(`@fontsource-variable/${face}/files/${face}-latin-wght-normal.woff2`),
    );
    await keepFile(join(folder, `${face}.ttf`), [packed], () => decompress(packed));
  }
}

type Sharp = (typeof import('sharp'))['default'];

let ready: Promise<Sharp> | undefined;

/** The drawing library, which reads where its faces are when it first sets a word. */
async function prepare(): Promise<Sharp> {
  await unpackFaces();
  process.env['FONTCONFIG_FILE'] ??= resolve('src/site/fonts.conf');
  return (await import('sharp')).default;
}

/** To find the best palette of a figure takes four times as long as to draw it, and makes its file a third as large. */
const encodings = {
  quick: { compressionLevel: 6 },
  small: { compressionLevel: 9, palette: true },
} as const;

/** A PNG of an SVG file, `scale` px for each of its units. */
export async function toPng(
  svg: string,
  scale: number,
  encoding: keyof typeof encodings = 'quick',
): Promise<Uint8Array<ArrayBuffer>> {
  const sharp = await (ready ??= prepare());
  const how = { scale, ...encodings[encoding], versions: sharp.versions };
  return keptPicture([svg, JSON.stringify(how)], async () => {
    const drawn = sharp(Buffer.from(svg), { density: 72 * scale });
    return new Uint8Array(await drawn.png(encodings[encoding]).toBuffer());
  });
}
