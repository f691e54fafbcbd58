import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256 } from '../../../src/pipeline/canonical.ts';
import { queueUrl, shownUrl } from '../../../src/pipeline/queue/address.ts';
import { packEntry, unpackEntry } from '../../../src/pipeline/queue/parcel.ts';
import type { Entry } from '../../../src/pipeline/store.ts';
import { checkFixture, fixtureArtifact, fixtureTasks, provenanceOf } from './fixture.ts';

const [task, other] = fixtureTasks(2);
const entryWith = (files: Entry['files']): Entry => ({
  provenance: {
    ...provenanceOf(task),
    files: Object.fromEntries(Object.entries(files).map(([name, content]) => [name, sha256(content)])),
  },
  files,
});
const entry = entryWith({
  'artifact.json': fixtureArtifact(task),
  'datasets/d.safetensors': Uint8Array.of(1),
});

test('an entry comes out of a parcel as it went in', () => {
  const { provenance, files } = unpackEntry(packEntry(entry), task, checkFixture);
  expect(provenance).toEqual(entry.provenance);
  expect(Buffer.from(files['artifact.json'])).toEqual(Buffer.from(entry.files['artifact.json']));
});

test('any flipped byte of a parcel is noticed', () => {
  const fields = Object.keys(packEntry(entry));
  fc.assert(
    fc.property(fc.constantFrom(...fields), fc.nat(), fc.integer({ min: 1, max: 255 }), (field, at, flip) => {
      const parcel = packEntry(entry);
      const content = parcel[field];
      content[at % content.length] ^= flip;
      let opened;
      try {
        opened = unpackEntry(parcel, task, checkFixture);
      } catch {
        return;
      }
      // A flip in what does not decide the result, such as the name of the processor, may pass; the result may not differ.
      expect(opened.provenance.files).toEqual(entry.provenance.files);
      expect(field).toBe('provenance');
    }),
    { numRuns: 500 },
  );
});

test('a parcel of another task, with foreign files or against the schema is refused', () => {
  expect(() => unpackEntry(packEntry(entry), other, checkFixture)).toThrow(/belongs to fixture-a-seed0/);
  const outside = entryWith({ ...entry.files, '../../escape.safetensors': Uint8Array.of(1) });
  expect(() => unpackEntry(packEntry(outside), task, checkFixture)).toThrow(/no known kind/);
  const wrong = entryWith({ 'artifact.json': new TextEncoder().encode('{"square":"four"}') });
  expect(() => unpackEntry(packEntry(wrong), task, checkFixture)).toThrow(/square is not a number/);
  const forged = { ...entry, provenance: { ...entry.provenance, ingredients: { seed: '7' } } };
  expect(() => unpackEntry(packEntry(forged), task, checkFixture)).toThrow(/ingredients do not give its key/);
});

test('addresses are checked and shown without their password', () => {
  expect(queueUrl('rediss://user:secret@host:6380/2')).toContain('secret');
  expect(shownUrl('rediss://user:secret@host:6380/2')).toBe('rediss://user:***@host:6380/2');
  for (const wrong of ['localhost:6379', 'http://host', 'redis://', ''])
    expect(() => queueUrl(wrong)).toThrow(/looks like redis:/);
});
