import fc from 'fast-check';
import { expect, test } from 'vitest';
import { logSpaced } from '../../src/math/growth.ts';
import { separatedMagnitudes } from '../../src/math/magnitudes.ts';
import {
  detectScales,
  prominentPeaks,
  scaleBand,
  smoothedOverDecades,
} from '../../src/math/scale-detector.ts';
import { stretchedLoss, tanhProfile } from '../../src/math/two-layer.ts';

const t = logSpaced(1e-7, 1e2, 20);
const saturating = (count: number, ratio: number) =>
  stretchedLoss(tanhProfile.value, separatedMagnitudes(count, ratio), t);

test('a quadratic has one scale and no band', () => {
  const quadratic = detectScales(
    t,
    t.map((x) => 3 * x * x),
  );
  expect(quadratic).toMatchObject({ count: 1, bySlope: 0, band: null, kind: 'single' });
});

test('superquadratic growth has a peak of p with no fall before it, so one scale', () => {
  const f = t.map((x) => x ** 2 + (10 * x ** 4) / (1 + x * x));
  expect(Math.max(...detectScales(t, f).p)).toBeGreaterThan(2.5);
  expect(detectScales(t, f).byExponent).toBe(1);
});

test('a single saturating scale is not multiscale: its band is 0.6 to 1.6 decades', () => {
  const { count, kind, band } = detectScales(t, saturating(1, 1));
  expect([count, kind]).toEqual([1, 'single']);
  expect(band!.decades).toBeGreaterThan(0.6);
  expect(band!.decades).toBeLessThan(1.6);
});

test('the logarithm of many scales is a continuum: ln(1 + t²) past t = 1 up to where p falls below 0.2', () => {
  const { kind, band } = detectScales(
    t,
    t.map((x) => Math.sqrt(1 + x * x) - 1),
  );
  expect(kind).toBe('continuum');
  expect(band!.to).toBe(t.at(-1));
});

test('K magnitudes far apart give K scales, each peak of df/d ln t where its scale saturates', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }),
      fc.double({ min: 20, max: 60, noNaN: true }),
      (count, ratio) => {
        const { count: found, slopePeaks } = detectScales(t, saturating(count, ratio));
        expect(found).toBe(count);
        slopePeaks.forEach((peak, k) => {
          const saturation = 1 / ratio ** (count - 1 - k);
          expect(Math.abs(Math.log10(peak / saturation))).toBeLessThan(0.2);
        });
      },
    ),
    { numRuns: 30 },
  );
});

test('the reading is invariant under rescaling of t and f', () => {
  const f = saturating(3, 50);
  const base = detectScales(t, f);
  const factor = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
  fc.assert(
    fc.property(factor, factor, (a, b) => {
      const scaled = detectScales(
        t.map((x) => a * x),
        f.map((y) => b * y),
      );
      expect(scaled.count).toBe(base.count);
      expect(scaled.band!.decades).toBeCloseTo(base.band!.decades, 8);
      scaled.p.forEach((p, i) => expect(p).toBeCloseTo(base.p[i], 8));
    }),
    { numRuns: 30 },
  );
});

test('what rounding blurs is left out', () => {
  const f = saturating(2, 100);
  const p = f.map((_, i) => (t[i] < 1e-6 ? null : 1));
  expect(detectScales(t, f, p).t[0]).toBeGreaterThanOrEqual(1e-6);
});

test('smoothing keeps a constant and a straight line away from the ends', () => {
  const line = t.map((x) => 2 + 0.3 * Math.log10(x));
  smoothedOverDecades(t, line, 0.1).forEach((value, i) => {
    if (i > 10 && i < t.length - 10) expect(value).toBeCloseTo(line[i], 10);
  });
  for (const value of smoothedOverDecades(
    t,
    t.map(() => 7),
    0.1,
  ))
    expect(value).toBeCloseTo(7, 12);
});

test('a peak counts by its height over the higher of its two saddles, and never at an end', () => {
  expect(prominentPeaks([0, 1, 0.5, 2, 0], 0.5)).toEqual([1, 3]);
  expect(prominentPeaks([0, 1, 0.5, 2, 0], 0.51)).toEqual([3]);
  expect(prominentPeaks([3, 2, 1, 2, 3], 0.1)).toEqual([]);
});

test('raising the threshold of a peak never finds more of them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 60 }),
      fc.double({ min: 0.01, max: 0.5, noNaN: true }),
      fc.double({ min: 1, max: 2, noNaN: true }),
      (values, prominence, factor) => {
        const kept = prominentPeaks(values, factor * prominence);
        const all = prominentPeaks(values, prominence);
        expect(kept.every((i) => all.includes(i))).toBe(true);
      },
    ),
  );
});

test('a band ends where p touches its bounds, and the longest counts', () => {
  expect(scaleBand([1, 10, 100, 1000, 1e4], [1, 0.1, 1, 1, 1])).toMatchObject({ from: 100, to: 1e4 });
  expect(scaleBand([1, 10], [2, 1.8])).toBeNull();
});
