import { expect, test } from 'vitest';
import { registryIn } from '../../src/pipeline/registry.ts';

const createEngine = () => Promise.reject(new Error('no engine'));

test.each([{}, { experiments: [] }, { createEngine }, { experiments: {}, createEngine }])(
  'a worker takes no module for a registry that is none: %o',
  (module) => {
    expect(() => registryIn(module as never, 'some.ts')).toThrow(
      'some.ts is no registry: it has to export experiments, a list, and createEngine',
    );
  },
);

test('a registry is taken as it is', () => {
  expect(registryIn({ experiments: [], createEngine }, 'some.ts')).toEqual({ experiments: [], createEngine });
});
