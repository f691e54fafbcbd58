import { gunzipSync } from 'node:zlib';

/** What a file is that is named like data of ours, by the bytes that it begins with (latin1). */
const strangers: readonly (readonly [beginning: RegExp, words: string, remedy: string])[] = [
  [
    /^(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|\?xml|!--)/i,
    'a web page',
    'fetch the file itself again',
  ],
  [/^version https:\/\/git-lfs/, 'a pointer of Git LFS', 'fetch the file behind it with git lfs pull'],
  [/^PK(?:\x03\x04|\x05\x06)/, 'a zip archive', 'unpack it'],
  [/^7z\xbc\xaf\x27\x1c/, 'a 7z archive', 'unpack it'],
  [/^BZh/, 'packed by bzip2', 'unpack it'],
  [/^\xfd7zXZ/, 'packed by xz', 'unpack it'],
  [/^\x28\xb5\x2f\xfd/, 'packed by zstd', 'unpack it'],
  [/^\x1f\x9d/, 'packed by compress', 'unpack it'],
  [/^\x1f\x8b/, 'packed by gzip twice', 'unpack it'],
  [/^\x93NUMPY/, 'a numpy array', 'fetch the file of its authors'],
  [/^\x89HDF/, 'an HDF5 file', 'fetch the file of its authors'],
  [/^\x80[\x02-\x05]/, 'a Python pickle', 'fetch the binary version'],
  [/^[^]{257}ustar/, 'a tar archive', 'unpack it'],
];
const looked = 512;

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** What gzip says of bytes it cannot unpack, in words that say what to do. */
function gzipFault(code: string | undefined, most: number): string {
  switch (code) {
    case 'Z_BUF_ERROR':
      return 'ends too early; fetch it again';
    case 'ERR_BUFFER_TOO_LARGE':
      return `unpacks to more than ${most} bytes, the most that such a file has; it is another file, so fetch it again`;
    default:
      return 'is packed by gzip and damaged; fetch it again';
  }
}

function gunzipped(bytes: Uint8Array, file: string, most: number): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: most });
  } catch (error) {
    throw new Error(`${file}: ${gzipFault((error as NodeJS.ErrnoException).code, most)}`, { cause: error });
  }
}

/**
 * What is in a file that may be packed by gzip, whatever its name says.
 * @param expected what it should hold: `data of CIFAR-10`
 * @param most bytes that it holds at most: no more are unpacked
 * @throws Error naming the file where it is empty, cut, damaged, too long, or something else altogether
 */
export function unpack(bytes: Uint8Array, file: string, expected: string, most: number): Uint8Array {
  const data = isGzip(bytes) ? gunzipped(bytes, file, most) : bytes;
  if (data.length === 0) throw new Error(`${file}: is empty; fetch it again`);
  const beginning = Buffer.from(data.subarray(0, looked)).toString('latin1');
  const stranger = strangers.find(([pattern]) => pattern.test(beginning));
  if (stranger) throw new Error(`${file}: is ${stranger[1]}, not ${expected}; ${stranger[2]}`);
  return data;
}
