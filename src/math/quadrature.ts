/** ∫ f over [from, to] by Simpson's rule on `intervals` equal intervals, an even number; for smooth f. */
export function quadrature(f: (x: number) => number, from: number, to: number, intervals = 20000): number {
  const h = (to - from) / intervals;
  let sum = f(from) + f(to);
  for (let i = 1; i < intervals; i++) sum += (i % 2 === 1 ? 4 : 2) * f(from + i * h);
  return (sum * h) / 3;
}
