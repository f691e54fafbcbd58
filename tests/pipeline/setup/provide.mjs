/*
 * provide.mjs tensorflow|packages ROOT CACHE: one part of the set-up of a checkout in ROOT, with a recipe whose wheel is
 * whatever python3 on PATH makes of it. Prints what set-up then knows.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext } from '../../../scripts/setup/context.mjs';
import { ensure } from '../../../scripts/setup/ensure.mjs';
import { createProgress } from '../../../scripts/setup/progress.mjs';
import { readState } from '../../../scripts/setup/state.mjs';
import { provideTensorflow } from '../../../scripts/setup/tensorflow.mjs';

const [part, root, cache] = process.argv.slice(2);
const context = {
  ...createContext({
    root,
    env: process.env,
    explicit: true,
    signal: new AbortController().signal,
    progress: createProgress(process.stderr),
  }),
  cache,
};

const recipe = {
  wheel: {
    package: 'tensorflow-cpu',
    version: '2.18.1',
    tags: ['any'],
    bytes: 5,
    libraries: ['tensorflow/lib.so'],
    headers: [],
    linkNames: {},
    tested: true,
    ...JSON.parse(process.env.TEST_WHEEL ?? '{}'),
  },
  build: async (_context, _parts, folder) => writeFileSync(join(folder, 'tfjs_binding.node'), 'addon'),
  prove: async () => '2.18.1',
};

if (part === 'packages') await ensure(context, { tensorflow: false, browser: false });
else await provideTensorflow(context, Promise.resolve({ version: '24.0.0', path: process.execPath }), recipe);
console.log(JSON.stringify(readState(root)));
