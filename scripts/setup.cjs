/* setup.mjs, unless it stands in a folder where it cannot even be found. */
const { resolve } = require('node:path');
const { folderFault } = require('./setup/folder.cjs');

const fault = folderFault(resolve(__dirname, '..'));
if (fault === null) import('./setup.mjs');
else {
  console.error(fault);
  process.exitCode = 1;
}
