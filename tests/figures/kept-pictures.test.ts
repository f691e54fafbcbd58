import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { keptPicture } from '../../src/site/kept-pictures.ts';

const folder = resolve('node_modules/.cache/multiscale/pictures');
const began = Date.now() - 1000;
const drawing = randomUUID();
let made = 0;
const make = () => Promise.resolve(Uint8Array.of(1, 2, ++made));
const ours = () =>
  readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).mtimeMs > began && statSync(file).size <= 3 + 32);

afterAll(() => ours().forEach((file) => rmSync(file)));

test('a picture is made once for the same drawing, and again for another or where its entry is damaged', async () => {
  expect(await keptPicture([drawing], make)).toEqual(Uint8Array.of(1, 2, 1));
  expect(await keptPicture([drawing], make)).toEqual(Uint8Array.of(1, 2, 1));
  expect(await keptPicture([`${drawing} changed`], make)).toEqual(Uint8Array.of(1, 2, 2));
  ours().forEach((file) => truncateSync(file, 20));
  expect(await keptPicture([drawing], make)).toEqual(Uint8Array.of(1, 2, 3));
});
