import { extname } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { transform } from 'esbuild';

type Check = (bytes: Buffer) => boolean | Promise<boolean>;

const endsWith =
  (end: string): Check =>
  (bytes) =>
    bytes.subarray(-64).toString('latin1').trimEnd().endsWith(end);

/** JSON, JavaScript or a compressed file that was cut cannot be read to its end. */
const isRead =
  (read: (bytes: Buffer) => unknown): Check =>
  async (bytes) => {
    try {
      await read(bytes);
      return true;
    } catch {
      return false;
    }
  };

async function readStyles(bytes: Buffer): Promise<void> {
  const { warnings } = await transform(bytes, { loader: 'css', logLevel: 'silent' });
  if (warnings.length > 0) throw new Error(warnings[0].text);
}

/** A file that begins with the length of its head: numbers of safetensors stand from where that ends. */
function holdsItsTensors(bytes: Buffer): boolean {
  const start = 8 + Number(bytes.readBigUInt64LE(0));
  const head = JSON.parse(bytes.subarray(8, start).toString('utf8')) as Record<
    string,
    { data_offsets?: [number, number] }
  >;
  const end = Math.max(0, ...Object.values(head).map(({ data_offsets }) => data_offsets?.[1] ?? 0));
  return bytes.length === start + end;
}

const packed = isRead(gunzipSync);

/** By the end of a file's name, how it shows that nothing is missing. */
const checks: Readonly<Record<string, Check>> = {
  '.html': endsWith('</html>'),
  '.svg': endsWith('</svg>'),
  '.xml': endsWith('>'),
  '.csv': (bytes) => bytes.at(-1) === 0x0a,
  '.json': isRead((bytes) => JSON.parse(bytes.toString('utf8'))),
  '.js': isRead((bytes) => transform(bytes, { loader: 'js', logLevel: 'silent' })),
  '.css': isRead(readStyles),
  '.png': (bytes) => bytes.subarray(-8, -4).toString('latin1') === 'IEND',
  '.woff2': (bytes) => bytes.length > 12 && bytes.readUInt32BE(8) === bytes.length,
  '.wasm': (bytes) => WebAssembly.validate(bytes as Buffer<ArrayBuffer>),
  '.safetensors': isRead((bytes) => {
    if (!holdsItsTensors(bytes)) throw new Error('its tensors end elsewhere');
  }),
  '.pagefind': packed,
  '.pf_meta': packed,
  '.pf_index': packed,
  '.pf_fragment': packed,
  '.pf_filter': packed,
};

/** What shows that a file is not as it was made, as far as its own bytes tell; null where nothing does. */
export async function faultIn(path: string, bytes: Buffer): Promise<string | null> {
  if (bytes.length === 0) return 'is empty';
  const whole = (await checks[extname(path)]?.(bytes)) ?? true;
  return whole ? null : `is cut or damaged (${bytes.length} bytes)`;
}
