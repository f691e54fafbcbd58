import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

const nodePlatform = { win32: 'win' }[process.platform] ?? process.platform;

/** This machine as packages name it, for instance `linux-x64`. */
export const platform = `${nodePlatform}-${process.arch}`;

/** Where this user's programs keep what they can make again; shared by all checkouts. */
export function userCache(env) {
  if (env.XDG_CACHE_HOME && isAbsolute(env.XDG_CACHE_HOME)) return join(env.XDG_CACHE_HOME, 'multiscale');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'multiscale');
  return join(homedir(), '.cache', 'multiscale');
}

/**
 * What every step of the set-up is given.
 * @typedef {object} Context
 * @property {string} root the checkout
 * @property {string} modules its node_modules
 * @property {string} cache the per-user cache
 * @property {NodeJS.ProcessEnv} env
 * @property {boolean} explicit `npm run setup` itself: try again what failed before
 * @property {AbortSignal} signal ends the children when set-up is told to stop
 * @property {ReturnType<import('./progress.mjs').createProgress>} progress
 */

/** @returns {Context} */
export function createContext({ root, env, explicit, signal, progress }) {
  return {
    root,
    modules: join(root, 'node_modules'),
    cache: userCache(env),
    env,
    explicit,
    signal,
    progress,
  };
}
