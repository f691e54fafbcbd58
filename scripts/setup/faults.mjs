/** What keeps a checkout from being written, by the system's code. */
const faults = {
  EROFS: 'is on a read-only disk',
  EACCES: 'cannot be written by this user',
  EPERM: 'cannot be written by this user',
  ENOSPC: 'is on a full disk',
  EDQUOT: 'has used up the space that its owner is allowed',
};

/**
 * What is said of an error that ends the set-up.
 * @param {Error & { code?: string, path?: string, syscall?: string }} error
 * @param {string} root of the checkout
 */
export function wordsFor(error, root) {
  // Node says of a read-only disk that a folder to be made on it does not exist.
  const fault = error.code === 'ENOENT' && error.syscall === 'mkdir' ? 'cannot be made' : faults[error.code];
  if (fault === undefined || error.path === undefined) return error.message;
  return (
    `${error.path.replace(/\.[0-9a-f-]{36}$/, '')} ${fault} (${error.code}); set-up writes to .cache and node_modules in ${root}: ` +
    'make that writable, or copy it to a folder that is'
  );
}
