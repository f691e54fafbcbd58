import { fileURLToPath } from 'node:url';
import { browserCandidates, systemBrowsers } from './browser-candidates.mjs';
import { identityOf } from './identity.mjs';
import { stillFails } from './retry.mjs';
import { faultLine, lastLine, run } from './run.mjs';
import { updateState } from './state.mjs';

const startBrowser = fileURLToPath(new URL('start-browser.mjs', import.meta.url));

/** Chromium refuses to be sandboxed when root starts it; everybody else's is. */
const sandbox = process.getuid?.() !== 0;

const proof = ({ executablePath }) => `${identityOf([executablePath])} sandbox ${sandbox}`;
const circumstances = ({ env }) => systemBrowsers(env).join(' ');

export function browserSettled(context, { browser, evidence }) {
  if (!browser) return false;
  if (browser.status === 'found') return evidence.browser === proof(browser);
  return stillFails(context, browser, { then: evidence.browser, now: circumstances(context) });
}

/** Why a browser did not start, from Playwright's long message. */
function faultIn(output) {
  const telling =
    /error while loading shared libraries.*|No usable sandbox|Executable doesn't exist|sandboxing failed/;
  return telling.exec(output)?.[0] ?? faultLine(output);
}

async function start({ root, env, signal }, node, executablePath) {
  const args = [startBrowser, root, String(sandbox), ...(executablePath ? [executablePath] : [])];
  const { code, stdout, output } = await run(node.path, args, { env, signal, timeout: 60_000 });
  return code === 0 ? JSON.parse(lastLine(stdout)) : { fault: faultIn(output) };
}

/** A browser is spoken to through localhost, without which no other one would do. */
const remedyFor = (reason) =>
  /\b(ENETUNREACH|EADDRNOTAVAIL|ENOTFOUND localhost|EAI_AGAIN localhost)\b/.test(reason)
    ? 'bring up localhost, the network of this machine with itself'
    : 'npx playwright install --with-deps chromium';

/** The first browser that starts, or what kept each from it. */
async function findBrowser(context, node) {
  const faults = [];
  for (const { kind, path } of browserCandidates(context, node)) {
    const { fault, ...found } = await path().then(
      (executablePath) => start(context, node, executablePath),
      (error) => ({ fault: error.message }),
    );
    if (fault === undefined)
      return { status: 'found', kind, ...found, args: sandbox ? [] : ['--no-sandbox'], sandbox };
    faults.push(`${kind}: ${fault}`);
  }
  const reason = `no browser starts (${faults.join('; ')})`;
  return { status: 'missing', reason, remedy: remedyFor(reason) };
}

/** Finds a browser for the tests; where there is none, says what to install and remembers it. */
export async function provideBrowser(context, node) {
  const { progress, root } = context;
  const outcome = await progress.during({ subject: 'browser', activity: 'looking for one that starts' }, () =>
    findBrowser(context, node),
  );
  // Being told to end says nothing about browsers.
  context.signal.throwIfAborted();
  const browser = { ...outcome, checkedAt: new Date().toISOString() };
  if (browser.status === 'missing')
    progress.say(`No browser for the tests: ${browser.reason}. To have one: ${browser.remedy}.`);
  const evidence = browser.status === 'found' ? proof(browser) : circumstances(context);
  updateState(root, { browser, evidence: { browser: evidence } });
}
