type Environment = NodeJS.ProcessEnv;

/** One thread: sums have one order, and a pool of workers fills the cores better than threads do on our sizes. */
export const usualThreads = 1;

/**
 * Variables by which TensorFlow, XLA, oneDNN and their like choose kernels, precisions and threads. All are taken away,
 * known to change a number or not: TF_ENABLE_ONEDNN_OPTS, ONEDNN_MAX_CPU_ISA, TENSORFLOW_USE_CUSTOM_CONTRACTION_KERNEL
 * and TF_XLA_FLAGS have been seen to, and the next TensorFlow may read others.
 */
const families =
  /^(TF|TENSORFLOW|TSL|XLA|MLIR|ONEDNN|DNNL|MKL|MKLDNN|OMP|GOMP|KMP|OPENBLAS|GOTO|BLIS|VECLIB|EIGEN|ACL|XNNPACK)_/;

/** What goes to standard error, and nothing else. */
const logging = /^TF_CPP_/;

/**
 * Set for every computation. oneDNN's own ops are off, as TensorFlow has them on most processors: on others it switches
 * them on by itself. Its matrix products are used all the same.
 */
const settings = (threads: number): Environment => ({
  TF_ENABLE_ONEDNN_OPTS: '0',
  TF_NUM_INTRAOP_THREADS: String(threads),
  TF_NUM_INTEROP_THREADS: '1',
  OMP_NUM_THREADS: String(threads),
});

/** The environment with nothing in it that TensorFlow could choose other kernels by. */
export function settled(environment: Environment, threads = usualThreads): Environment {
  const kept = Object.entries(environment).filter(([name]) => !families.test(name) || logging.test(name));
  return { TF_CPP_MIN_LOG_LEVEL: '2', ...Object.fromEntries(kept), ...settings(threads) };
}

/** Settles that of this process, where libraries look when they are loaded. */
export function settleProcess(threads = usualThreads): void {
  const wanted = settled(process.env, threads);
  for (const name of Object.keys(process.env))
    if (!(name in wanted)) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, wanted);
}
