/* unpack-chromium.mjs CHECKOUT: unpacks the Chromium of @sparticuz/chromium into the folder for temporary files. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = join(process.argv[2], 'node_modules', '@sparticuz', 'chromium');
const { default: chromium } = await import(pathToFileURL(join(folder, 'build', 'index.js')));
console.log(await chromium.executablePath());
