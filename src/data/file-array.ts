import { crc32 } from 'node:zlib';
import type { ByteSource } from './byte-source.ts';
import { npyNumbers } from './npy.ts';
import { mostHeaderBytes, npyHeader, type NpyHeader } from './npy-header.ts';
import { volume } from './safetensors-header.ts';
import type { TensorData } from './safetensors-types.ts';

/** What of a file is an array, `[begin, end)` in bytes. */
export interface Range {
  readonly begin: number;
  readonly end: number;
  /** Checksum that an archive states for it. */
  readonly crc?: number;
}

const checkedAtOnce = 2 ** 22;

/**
 * The numbers of a `.npy` file that stay on the disk, row-major: each `subarray` is read when it is asked for. They are
 * more than may be held in memory, so that nothing is kept.
 */
export class FileArray {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly length: number;
  readonly #source: ByteSource;
  readonly #header: NpyHeader;
  readonly #file: string;
  readonly #begin: number;

  /**
   * @param source must stay open as long as the array is used
   * @throws Error naming the file where it is damaged, or in Fortran order
   */
  constructor(
    source: ByteSource,
    file: string,
    { begin, end, crc }: Range = { begin: 0, end: source.length },
  ) {
    const header = npyHeader(source.read(begin, Math.min(end, begin + mostHeaderBytes)), file);
    const { shape, dtype, fortran, itemBytes } = header;
    [this.shape, this.dtype, this.length] = [shape, dtype, volume(shape)];
    [this.#source, this.#file, this.#header, this.#begin] = [source, file, header, begin + header.begin];
    const [found, stated] = [end - this.#begin, this.length * itemBytes];
    if (found !== stated)
      throw new Error(
        `${file}: holds ${found} bytes of numbers, and its header says ${dtype} of shape (${shape.join(', ')}) = ${stated}; write it again`,
      );
    if (fortran && shape.length > 1)
      throw new Error(
        `${file}: is larger than the memory it may take and in Fortran order, in which samples do not lie together; write numpy.ascontiguousarray of it`,
      );
    if (crc !== undefined) this.#checkSum(begin, end, crc);
  }

  #checkSum(begin: number, end: number, stated: number): void {
    let found = 0;
    for (let at = begin; at < end; at += checkedAtOnce)
      found = crc32(this.#source.read(at, Math.min(end, at + checkedAtOnce)), found);
    if (found !== stated)
      throw new Error(
        `${this.#file}: has another checksum than the archive states; it is damaged, so make or fetch it again`,
      );
  }

  /** Numbers [begin, end), read now. */
  subarray(begin: number, end: number): TensorData {
    const { itemBytes } = this.#header;
    const [from, to] = [begin, end].map(
      (at) => this.#begin + Math.min(Math.max(at, 0), this.length) * itemBytes,
    );
    return npyNumbers(this.#source.read(from, Math.max(from, to)), this.#header, this.#file);
  }
}
