import type { LaunchOptions } from '@playwright/test';
import { readSetup } from '../../scripts/setup/state.mjs';

/**
 * How to start the browser that set-up found.
 * @throws Error with the remedy when there is none.
 */
export function browserLaunch(): LaunchOptions {
  const browser = readSetup()?.browser;
  if (!browser) throw new Error('no browser is known for the tests; run npm run setup');
  if (browser.status === 'missing') throw new Error(`${browser.reason}; ${browser.remedy}`);
  const { executablePath, args, sandbox } = browser;
  return { executablePath, args: [...args], chromiumSandbox: sandbox };
}
