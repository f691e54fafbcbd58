/*
 * start-browser.mjs CHECKOUT SANDBOX [EXECUTABLE]: starts a browser as the tests do, Playwright's own if none is
 * named, and prints its version and where it is.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [root, sandbox, executablePath] = process.argv.slice(2);
const { chromium } = createRequire(join(root, 'package.json'))('playwright-core');
const options = { chromiumSandbox: sandbox === 'true', ...(executablePath && { executablePath }) };

const server = await chromium.launchServer(options);
const browser = await chromium.connect(server.wsEndpoint());
try {
  const page = await browser.newPage();
  await page.goto('data:text/html,<title>It starts</title>');
  if ((await page.title()) !== 'It starts') throw new Error('it does not show a page');
  console.log(JSON.stringify({ version: browser.version(), executablePath: server.process().spawnfile }));
} finally {
  await server.close();
}
