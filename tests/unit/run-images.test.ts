import { expect, test } from 'vitest';
import { imageNames, imageNouns, imageSources, sourceOfDataset } from '../../src/data/image-source.ts';
import { nounOf } from '../../src/measure/image-words.ts';
import { imagesOf } from '../../src/measure/image-words.ts';

const on = (source: string) => ({ parameters: { images: { source } } });

test.each(imageSources)('runs on %s are told by its name, whatever else the build ran on', (source) => {
  expect(imagesOf([on(source)])).toMatchObject({ name: imageNames[source], noun: imageNouns[source] });
  expect(imagesOf([on(source)], 'cifar-10').name).toBe(imageNames[source]);
  expect(imagesOf([], source).name).toBe(imageNames[source]);
});

test('only digits are called digits, odd and even', () => {
  expect(imagesOf([on('mnist')]).parity).toBe('odd digits from even ones');
  expect(imagesOf([on('fashion-mnist')]).parity).not.toMatch(/digit/);
});

test.each([
  ['mnist-14x14-scale0.25-n500-seed0', 'mnist'],
  ['parity-fashion-mnist-14x14-scale0.25-n2000-seed1-unit-norms', 'fashion-mnist'],
  ['fashion-mnist-14x14-scale0.25-n150-seed0-below-5', 'fashion-mnist'],
  ['digits-8x8-scale0.25-n500-seed2', 'digits'],
  ['cifar-10-16x16-scale0.25-n500-seed0', 'cifar-10'],
  ['magnitudes-three-seed0', null],
])('the data set %s is from %s', (id, source) => {
  expect(sourceOfDataset(id)).toBe(source);
});

test('judges call samples digits only where every one is', () => {
  const run = (dataset: string) => ({ output: { model: { dataset } } });
  const [mnist, small, fashion] = ['mnist-14x14', 'digits-8x8', 'fashion-mnist-14x14'].map((id) =>
    run(`${id}-scale0.25-n150-seed0`),
  );
  expect(nounOf([mnist, small])).toBe('digits');
  expect(nounOf([fashion])).toBe('images');
  expect(nounOf([mnist, fashion])).toBe('images');
});
