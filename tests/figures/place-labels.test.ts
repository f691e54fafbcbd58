import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Point } from '../../src/figures/path.ts';
import { textWidth } from '../../src/figures/markup.ts';
import { placeLabels, type Placeable } from '../../src/figures/place-labels.ts';

const plot = { left: 50, top: 30, right: 550, bottom: 300 };
const room = { ...plot, right: 680 };
const line = (from: number, to: number): readonly Point[] =>
  Array.from({ length: 60 }, (_, i) => [50 + (i * 500) / 59, from + ((to - from) * i) / 59]);
const label = (text: string, own: readonly Point[], others: readonly Point[] = []): Placeable => ({
  text,
  role: 'measured',
  own,
  others,
});

test('a label stands at the end of its curve where there is room', () => {
  const [placed] = placeLabels([label('curve', line(200, 100))], plot, room);
  expect(placed).toMatchObject({ x: 558, y: 104 });
});

test('without room at the end it stands off the curves', () => {
  const curve = line(290, 40);
  const [{ x, y }] = placeLabels([label('curve', curve)], plot, plot);
  const hit = curve.filter(
    ([cx, cy]) => cx > x && cx < x + textWidth('curve', 13) && cy > y - 11 && cy < y + 4,
  );
  expect(hit).toEqual([]);
});

test('a label stands nearer to its own curve than to another', () => {
  const [own, other] = [line(250, 250), line(60, 60)];
  const [{ y }] = placeLabels([label('curve', own, other)], plot, plot);
  expect(Math.abs(y - 250)).toBeLessThan(40);
});

test('labels never overlap each other', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 60, max: 280 }), { minLength: 2, maxLength: 4 }), (ends) => {
      const curves = ends.map((end) => line(160, end));
      const placed = placeLabels(
        curves.map((curve, i) => label(`curve ${i}`, curve)),
        plot,
        room,
      );
      placed.forEach((a, i) =>
        placed.slice(i + 1).forEach((b) => {
          const apart = Math.abs(a.y - b.y) >= 15 || Math.abs(a.x - b.x) >= textWidth(a.text, 13);
          expect(apart).toBe(true);
        }),
      );
    }),
    { numRuns: 30 },
  );
});

test('a label that fits nowhere is an error that names it', () => {
  const narrow = { left: 50, top: 30, right: 60, bottom: 40 };
  expect(() => placeLabels([label('too long', line(35, 35))], narrow, narrow)).toThrow(/too long/);
});
