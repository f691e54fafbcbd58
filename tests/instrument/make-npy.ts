import { zipSync } from 'fflate';

type Numbers = Float32Array | Float64Array | BigInt64Array;

const codes = (data: Numbers) =>
  data instanceof Float32Array ? '<f4' : data instanceof Float64Array ? '<f8' : '<i8';

/** An array as NumPy writes it. */
export function npy(data: Numbers, shape: readonly number[]): Uint8Array {
  const list = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '${codes(data)}', 'fortran_order': False, 'shape': (${list}), }`;
  const header = `${text}${' '.repeat(63 - ((text.length + 10) % 64))}\n`;
  const bytes = new Uint8Array(10 + header.length + data.byteLength);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  new DataView(bytes.buffer).setUint16(8, header.length, true);
  bytes.set(new TextEncoder().encode(header), 10);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), 10 + header.length);
  return bytes;
}

/** An archive as `numpy.savez` writes it. */
export const npz = (arrays: Readonly<Record<string, Uint8Array>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(arrays).map(([name, bytes]) => [`${name}.npy`, bytes])));
