import type { Feed } from './compile/feeds.ts';
import type { Precision } from './compile/signature.ts';
import { gradientDescent } from './descent.ts';
import type { GradientDescentOptions, GradientDescentResult, Problem } from './engine.ts';
import type { ProblemHessian } from './hessian-points.ts';
import { NetworkGraphs } from './network-graphs.ts';
import { doubled, openSamples, sampledNetwork, type SampleTensors } from './network/samples.ts';

/** The graphs of a problem's network on its samples, which are kept as tensors. */
export class ProblemGraphs {
  readonly network: NetworkGraphs;
  readonly #opened: ReturnType<typeof openSamples>;
  readonly #single: SampleTensors<'float32'>;
  #double: SampleTensors<'float64'> | undefined;
  readonly #hessians = new Map<Precision, ProblemHessian>();

  constructor(problem: Problem, network: NetworkGraphs) {
    this.network = network;
    this.#opened = openSamples(problem);
    this.#single = [this.#opened.samples.inputs, this.#opened.samples.targets];
  }

  samples(precision: 'float64'): SampleTensors<'float64'>;
  samples(precision: Precision): readonly [Feed, Feed];
  samples(precision: Precision): readonly [Feed, Feed] {
    return precision === 'float32' ? this.#single : (this.#double ??= doubled(this.#opened.samples));
  }

  gradientDescent(start: Float32Array, options: GradientDescentOptions): GradientDescentResult {
    return gradientDescent(this.network, this.#single, start, options);
  }

  hessian(precision: Precision): ProblemHessian {
    const known = this.#hessians.get(precision);
    if (known) return known;
    const hessian: ProblemHessian = {
      at: (parameters) => this.network.hessian(precision).at(this.samples(precision), parameters),
    };
    this.#hessians.set(precision, hessian);
    return hessian;
  }

  dispose(): void {
    this.#double?.forEach((tensor) => tensor.dispose());
    this.#opened.dispose();
  }
}

/** The last few of something, by a comparison; the others are disposed of. */
class Recent<T extends { dispose(): void }, K> {
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

const sameNetwork = (a: Problem, b: Problem) =>
  a.n === b.n && JSON.stringify(a.model) === JSON.stringify(b.model);

/** Problems whose samples stay in TensorFlow's memory. */
const problems = 4;
/** Networks whose graphs do; no fewer, so that a problem's graphs outlast it. */
const networks = 6;

/**
 * The graphs of the networks and the samples of the problems used last. Compiling a network takes as long as a thousand
 * steps, so that runs with other samples share its graphs. Problems are told apart by identity: they are copies that
 * nobody changes (own-problems.ts).
 */
export class GraphCache {
  readonly #networks = new Recent<NetworkGraphs, Problem>(networks, sameNetwork);
  readonly #problems = new Recent<ProblemGraphs, Problem>(problems, Object.is);
  readonly #eager: boolean;

  constructor({ eager = false }: { readonly eager?: boolean } = {}) {
    this.#eager = eager;
  }

  of(problem: Problem): ProblemGraphs {
    const network = this.#networks.of(problem, () => new NetworkGraphs(sampledNetwork(problem), this.#eager));
    return this.#problems.of(problem, () => new ProblemGraphs(problem, network));
  }

  dispose(): void {
    this.#problems.dispose();
    this.#networks.dispose();
  }
}
