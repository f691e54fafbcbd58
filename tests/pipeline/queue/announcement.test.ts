import { expect, test } from 'vitest';
import { canonicalJson } from '../../../src/pipeline/canonical.ts';
import { announce, difference } from '../../../src/pipeline/queue/announcement.ts';
import { fixtureTasks } from './fixture.ts';

const backend = {
  name: 'native',
  version: 'tfjs 4.22.0',
  instructions: 'avx avx2 fma',
  arithmetic: '829d309d',
};

/** A machine's announcement, with some ingredients of its keys. */
const machine = (ingredients: Readonly<Record<string, string>>) =>
  announce(
    fixtureTasks(1).map((task) => ({
      ...task,
      key: canonicalJson(ingredients),
      ingredients: { ...task.ingredients, backend: canonicalJson(backend), ...ingredients },
    })),
    { commit: null, profile: 'quick', seeds: null, firstSeed: null, dataset: null, sweep: null },
  );

const wider = canonicalJson({ ...backend, instructions: 'avx avx2 fma avx512f', arithmetic: '0a2e6474' });

test.each([
  [
    { backend: wider },
    'backend arithmetic: 829d309d here, 0a2e6474 there; backend instructions: avx avx2 fma here, avx avx2 fma avx512f there',
  ],
  [
    { backend: canonicalJson({ name: 'native', version: 'tfjs 4.22.0' }) },
    /arithmetic: 829d309d here, none there/,
  ],
  [{ javascript: 'V8 14.0' }, 'javascript: none here, V8 14.0 there'],
  [{ platform: 'linux arm64' }, 'platform: none here, linux arm64 there'],
  [{ source: 'two' }, 'source of fixture'],
])('a worker of another machine is told in what it differs: %o', (theirs, told) => {
  const said = difference(machine(theirs), machine({}));
  if (typeof told === 'string') expect(said).toBe(told);
  else expect(said).toMatch(told);
});

test('machines that compute the same do not differ', () => {
  expect(difference(machine({}), machine({}))).toBeNull();
});
