import { loadRuntime } from '../src/engine/runtime.ts';
import { compile } from '../src/engine/compile/compile.ts';
import { vjp } from '../src/engine/derivatives.ts';
const { tf } = await loadRuntime('native');
const median = (a: number[]) => [...a].sort((x, y) => x - y)[a.length >> 1];
const time = (f: () => void, ms = 600) => { f(); f(); const t: number[] = []; const end = performance.now() + ms; while (performance.now() < end || t.length < 5) { const s = performance.now(); f(); t.push(performance.now() - s); } return median(t).toFixed(3); };
const n = 200, s = 7, c = 16;
const X = { shape: [n, s, s, c] }, W = { shape: [3, 3, c, c] };
const conv = (x: any, w: any) => tf.conv2d(x, w, 1, 'same');
const idx: number[] = [];
for (let i = 0; i < s; i++) for (let j = 0; j < s; j++) for (let a = -1; a < 2; a++) for (let b = -1; b < 2; b++) { const y = i + a, x = j + b; idx.push(y < 0 || x < 0 || y >= s || x >= s ? s * s : y * s + x); }
const conv2 = (x: any, w: any) => { const p = tf.pad(tf.reshape(x, [n, s * s, c]), [[0, 0], [0, 1], [0, 0]]); return tf.reshape(tf.matMul(tf.reshape(tf.gather(p, tf.tensor1d(idx, 'int32'), 1), [n * s * s, 9 * c]) as any, tf.reshape(w, [9 * c, c])), [n, s, s, c]); };
// shifted slices concatenated
const conv3 = (x: any, w: any) => { const p = tf.pad(x, [[0, 0], [1, 1], [1, 1], [0, 0]]); const parts = []; for (let a = 0; a < 3; a++) for (let b = 0; b < 3; b++) parts.push(tf.slice(p, [0, a, b, 0], [n, s, s, c])); return tf.reshape(tf.matMul(tf.reshape(tf.concat(parts as any, 3), [n * s * s, 9 * c]) as any, tf.reshape(w, [9 * c, c])), [n, s, s, c]); };
const ones = tf.fill([n, s, s, c], 0.3), w = tf.fill([3, 3, c, c], 0.2);
for (const precision of ['float32', 'float64'] as const) {
  const run = (label: string, f: any, specs: any[], feeds: any[]) => { const g: any = compile(f, specs as any, { precision }); console.log(precision, label, time(() => { const r = g(...feeds); (Array.isArray(r) ? r : [r]).forEach((t: any) => t.dispose()); })); };
  const d = (t: any) => precision === 'float64' ? Float64Array.from(t.dataSync()) : t;
  const F = [d(ones), d(w), d(ones)];
  for (const [label, f] of [['conv2d', conv], ['gather', conv2], ['slices', conv3]] as const) {
    run(label + ' forward', (x: any, w: any) => tf.sum(f(x, w)), [X, W], F.slice(0, 2));
    run(label + ' to input', (x: any, w: any, g: any) => tf.sum((vjp((z: any) => f(z, w), x, g) as any).pulled), [X, W, X], F);
    run(label + ' to filter', (x: any, w: any, g: any) => tf.sum((vjp((z: any) => f(x, z), w, g) as any).pulled), [X, W, X], F);
  }
  run('sum 012', (x: any) => tf.sum(x, [0, 1, 2]), [X], F.slice(0, 1));
  run('sum 012 keep', (x: any) => tf.sum(x, [0, 1, 2], true), [X], F.slice(0, 1));
  run('square', (x: any) => tf.sum(tf.square(x)), [X], F.slice(0, 1));
  run('mul by channel', (x: any) => tf.sum(tf.mul(x, tf.slice(tf.reshape(x, [n * s * s * c]), 0, c))), [X], F.slice(0, 1));
  run('sum', (x: any) => tf.sum(x), [X], F.slice(0, 1));
}
process.exit(0);
