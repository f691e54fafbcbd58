import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { Complaint } from '../src/pipeline/complaint.ts';
import { projectRoot } from '../src/pipeline/paths.ts';
import { browserLaunch } from '../tests/site/browser.ts';
import { serve } from '../tests/site/static-server.ts';
import { main, parse } from '../src/pipeline/command-line.ts';

const help = `npm run ledger-picture -- [options]

Takes the pictures of the ledger that README.md shows, in both themes, from a built site.

  --from FOLDER   the site (default: dist)
`;

const folder = join(projectRoot, 'docs/pictures');

async function takePictures(site: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await using server = Object.assign(await serve(site, '/'), {
    [Symbol.asyncDispose]: () => server.close(),
  });
  await using browser = await chromium.launch(browserLaunch());
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({ viewport: { width: 1200, height: 900 }, colorScheme });
    await page.goto(server.origin);
    await page.evaluate(() => document.fonts.ready);
    const ledger = page.locator('table.ledger');
    await ledger.screenshot({ path: join(folder, `ledger-${colorScheme}.png`) });
  }
}

await main(async () => {
  const { values } = parse(help, { from: { type: 'string', default: 'dist' } });
  const site = resolve(projectRoot, values.from);
  if (!existsSync(join(site, 'index.html')))
    throw new Complaint(`${site} holds no site; run npm run build first, or name a built site in --from`);
  await takePictures(site);
  return 0;
});
