/* CommonJS, because Node finds no ES module in a folder with a backslash in its path. */

/** Characters of a path that Node, the packages of the site or those of the tests take for something else than letters. */
const refused = ['#', '?', '"', '*', '\\', '%'];

/**
 * Says in a line that nothing will come of a folder in which the set-up and the experiments would work for minutes, and
 * the pages then could not be built.
 * @param {string} root of the checkout
 * @returns {string | null} null where the folder is fine
 */
exports.folderFault = (root) => {
  const path = process.platform === 'win32' ? root.replaceAll('\\', '/') : root;
  const found = refused.filter((character) => path.includes(character));
  if (found.length === 0) return null;
  return (
    `the path of this folder, ${root}, holds ${found.join(' and ')}, with which the tools that build and test the ` +
    'pages cannot work: move it to a path without'
  );
};
