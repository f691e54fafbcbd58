import { defineConfig } from '@playwright/test';
import { browserLaunch } from './tests/site/browser.ts';

/** The tests of the built site, in one browser that is started once. */
export default defineConfig({
  testDir: 'tests/site',
  testMatch: '*.spec.ts',
  outputDir: 'test-results/failures',
  workers: 1,
  // generous, for machines that do other things as well
  timeout: 90_000,
  forbidOnly: true,
  use: { launchOptions: browserLaunch() },
});
