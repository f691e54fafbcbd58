import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { arithmetic } from '../../src/engine/arithmetic.ts';
import { settled } from '../../src/engine/environment.ts';
import { instructions, instructionsIn } from '../../src/engine/instructions.ts';
import { held, native } from './native.ts';

const script = fileURLToPath(new URL('./say-arithmetic.ts', import.meta.url));

function said(mode: 'settled' | 'raw', environment: NodeJS.ProcessEnv): Record<string, unknown> {
  const text = execFileSync(process.execPath, [script, mode], {
    env: { ...process.env, ...environment },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return JSON.parse(text.trim().split('\n').at(-1)!) as Record<string, unknown>;
}

/** Variables that were seen to change results on a processor with AVX2. */
const seen = [
  { TF_ENABLE_ONEDNN_OPTS: '1' },
  { ONEDNN_MAX_CPU_ISA: 'SSE41' },
  { DNNL_MAX_CPU_ISA: 'AVX' },
  { TENSORFLOW_USE_CUSTOM_CONTRACTION_KERNEL: '0' },
  { TF_XLA_FLAGS: '--tf_xla_auto_jit=2 --tf_xla_cpu_global_jit' },
];

const hostile: NodeJS.ProcessEnv = {
  ...Object.assign({}, ...seen),
  XLA_FLAGS: '--xla_cpu_enable_fast_math=true',
  ONEDNN_DEFAULT_FPMATH_MODE: 'BF16',
  TF_SET_ONEDNN_FPMATH_MODE: 'BF16',
  TF_NUM_INTRAOP_THREADS: '4',
  TF_NUM_INTEROP_THREADS: '4',
  OMP_NUM_THREADS: '4',
  MKL_CBWR: 'COMPATIBLE',
  TF_SOMETHING_NEW: '1',
};

describe.skipIf(!native)('the arithmetic of native TensorFlow', { timeout: 120_000 }, () => {
  test('is the same bytes and the same key whatever the environment says', () => {
    expect(said('settled', hostile)).toEqual(said('settled', {}));
  });

  test('has another fingerprint where other kernels compute', () => {
    expect(native!.backend.arithmetic).toMatch(/^[0-9a-f]{8}$/);
    expect(said('raw', settled(process.env))).toEqual({ arithmetic: native!.backend.arithmetic });
    const avx2 = instructions().split(' ').includes('avx2');
    const found = seen.map((environment) => said('raw', { ...settled(process.env), ...environment }));
    for (const one of avx2 ? found : []) expect(one).not.toEqual({ arithmetic: native!.backend.arithmetic });
  });

  test('is found twice alike, and leaves nothing behind', () => {
    const before = held();
    expect([arithmetic(), arithmetic()]).toEqual([native!.backend.arithmetic, native!.backend.arithmetic]);
    expect(held()).toEqual(before);
  });
});

test('an environment is settled: what chooses kernels is gone or fixed, the rest stays', () => {
  const rest = { PATH: '/bin', HOME: '/home/me', MULTISCALE_CACHE: 'x', TFX: '1', MY_TF_FLAG: '1' };
  const logging = { TF_CPP_MIN_LOG_LEVEL: '0', TF_CPP_VMODULE: 'a=1' };
  expect(settled({ ...hostile, ...rest, ...logging })).toEqual({
    ...rest,
    ...logging,
    TF_ENABLE_ONEDNN_OPTS: '0',
    TF_NUM_INTRAOP_THREADS: '1',
    TF_NUM_INTEROP_THREADS: '1',
    OMP_NUM_THREADS: '1',
  });
  expect(settled({})['TF_CPP_MIN_LOG_LEVEL']).toBe('2');
});

test.each([
  ['processor\t: 0\nflags\t\t: fpu sse2 sse4_1 avx avx2 fma\n', 'sse4_1 avx avx2 fma'],
  ['flags\t\t: fma avx512vl avx512f avx2 avx512_vnni\nflags\t\t: sse4_1\n', 'avx2 fma avx512f avx512vl'],
  ['Features\t: fp asimd evtstrm sve\n', 'asimd sve'],
  ['flags\t\t: fpu sse2\n', null],
  ['model name : none\n', null],
])('the instruction sets in %j are %j', (text, expected) => {
  expect(instructionsIn(text)).toBe(expected);
});
