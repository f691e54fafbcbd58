/** Characters of a path that packages of the site and of the tests take for something else than letters. */
const refused = ['#', '?', '"', '*', '\\', '%'];

/**
 * Refuses a folder in which the set-up and the experiments would work for minutes and the pages then could not be built.
 * @param {string} root of the checkout
 * @throws {Error} naming the characters
 */
export function requireUsableFolder(root) {
  const path = process.platform === 'win32' ? root.replaceAll('\\', '/') : root;
  const found = refused.filter((character) => path.includes(character));
  if (found.length === 0) return;
  throw new Error(
    `the path of this folder, ${root}, holds ${found.join(' and ')}, with which the tools that build and test the pages ` +
      'cannot work; move it to one without',
  );
}
