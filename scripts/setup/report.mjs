import { platform } from './context.mjs';

function tensorflowLine({ status, version, reason, remedy }) {
  if (status === 'native') return `native ${version}, proved by a matrix product`;
  return `WebAssembly and the quick profile, for ${reason}${remedy ? ` (to have native: ${remedy})` : ''}`;
}

const kinds = {
  playwright: "Playwright's own",
  system: "the system's",
  sparticuz: 'from @sparticuz/chromium',
};

function browserLine(browser) {
  if (browser.status === 'missing')
    return `none for the tests: ${browser.reason} (to have one: ${browser.remedy})`;
  const { kind, version, executablePath, sandbox } = browser;
  return `Chromium ${version}, ${kinds[kind]}, ${sandbox ? 'sandboxed' : 'not sandboxed, for root'} (${executablePath})`;
}

/**
 * What set-up found and what it fell back to.
 * @param {{ cache: string }} context
 * @param {import('./state.mjs').Setup} setup
 */
export function report({ cache }, { node, tensorflow, browser }) {
  return [
    ['platform', platform],
    ['packages', 'as package-lock.json says'],
    ['Node', `${node.version} (${node.path})`],
    ['TensorFlow', tensorflowLine(tensorflow)],
    ['browser', browserLine(browser)],
    ['kept in', cache],
  ]
    .map(([name, found]) => `${name.padEnd(12)}${found}`)
    .join('\n');
}
