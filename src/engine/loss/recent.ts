/** The last few of something, by a comparison; the others are disposed of. */
export class Recent<T extends { dispose(): void }, K> {
  readonly #capacity: number;
  readonly #same: (a: K, b: K) => boolean;
  #entries: { readonly key: K; readonly value: T }[] = [];

  constructor(capacity: number, same: (a: K, b: K) => boolean) {
    this.#capacity = capacity;
    this.#same = same;
  }

  of(key: K, make: () => T): T {
    const entry = this.#entries.find((known) => this.#same(known.key, key)) ?? { key, value: make() };
    this.#entries = [entry, ...this.#entries.filter((other) => other !== entry)];
    for (const { value } of this.#entries.splice(this.#capacity)) value.dispose();
    return entry.value;
  }

  dispose(): void {
    for (const { value } of this.#entries.splice(0)) value.dispose();
  }
}
