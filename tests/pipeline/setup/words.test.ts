import fc from 'fast-check';
import { expect, test } from 'vitest';

const setup = (name: string): Promise<unknown> =>
  import(new URL(`../../../scripts/setup/${name}`, import.meta.url).href);
const { folderFault } = (await setup('folder.cjs')) as { folderFault: (root: string) => string | null };
const { faultLine } = (await setup('run.mjs')) as { faultLine: (output: string) => string };

test.each(['#', '?', '"', '*', '\\', '%', '%20'])(
  'a folder with %s in its path is refused, and the character named',
  (text) => {
    for (const path of [`/home/a${text}b/multiscale`, `/${text}`, `/home/multiscale/${text}x`])
      expect(folderFault(path)).toMatch(
        new RegExp(`^the path of this folder, .*, holds \\${text[0]}, .*: move it`),
      );
  },
);

test('every other path is fine, and several characters are named at once', () => {
  for (const path of ['/home/a b', "/home/o'neil", '/home/zoë', '/home/[a](b)', '/a:b$c&d;e`f{g}!h+i'])
    expect(folderFault(path)).toBeNull();
  expect(folderFault('/a#b/c?d')).toContain('holds # and ?,');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      expect(folderFault(`/home/${name}`) === null).toBe(!/[#?"*\\%]/.test(name));
    }),
  );
});

const stack = `    at Server.listenInCluster (node:net:2063:12)
    at node:net:2202:7 {
  code: 'EADDRNOTAVAIL',
  errno: -99,
  address: '127.0.0.1'
}

Node.js v24.21.0
`;

test.each([
  [
    'an error of the system',
    `node:events:487\n      throw er; // Unhandled 'error' event\n      ^\n\nError: listen EADDRNOTAVAIL: address not available 127.0.0.1\n${stack}`,
    'Error: listen EADDRNOTAVAIL: address not available 127.0.0.1',
  ],
  [
    'what Playwright throws where localhost is down',
    `node:internal/modules/run_main:107\n    triggerUncaughtException(\n    ^\n\nbrowserType.connect: WebSocket error: connect ENETUNREACH 127.0.0.1:38591\nCall log:\n  - <ws connecting> ws://127.0.0.1:38591/a\n\n    at /a/start-browser.mjs:13:32 {\n  log: [\n    'a'\n  ],\n  name: 'Error'\n}\n\nNode.js v24.21.0\n`,
    'browserType.connect: WebSocket error: connect ENETUNREACH 127.0.0.1:38591',
  ],
  [
    'a string that was thrown',
    `node:internal/process/promises:394\n      ^\n\nthe browser has gone\n\nNode.js v20.20.2\n`,
    'the browser has gone',
  ],
  [
    'an error with a code',
    `x.mjs:1\nthrow a\n^\n\nTypeError [ERR_X]: no such thing\n${stack}`,
    'TypeError [ERR_X]: no such thing',
  ],
  ['a program that is none of Node', 'no route to host\n', 'no route to host'],
  [
    'a loader',
    'node: error while loading shared libraries: libatomic.so.1\n',
    'node: error while loading shared libraries: libatomic.so.1',
  ],
  [
    'a Python program',
    'Traceback (most recent call last):\n  File "a.py", line 1\nzipfile.BadZipFile: File is not a zip file\n',
    'zipfile.BadZipFile: File is not a zip file',
  ],
  ['a program that says nothing', '', ''],
])('of %s the line is found that says what went wrong', (_, output, line) => {
  expect(faultLine(output)).toBe(line);
});
