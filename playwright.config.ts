import { defineConfig } from '@playwright/test';
import { browserLaunch } from './tests/site/browser.ts';

/** The tests of the built site, in one browser that is started once. */
export default defineConfig({
  testDir: 'tests/site',
  testMatch: '*.spec.ts',
  outputDir: 'test-results/failures',
  workers: 1,
  timeout: 30_000,
  forbidOnly: true,
  use: { launchOptions: browserLaunch() },
});
