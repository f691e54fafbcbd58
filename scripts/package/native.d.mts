import type { Setup, TensorflowSetup } from '../setup/state.mjs';

/** Where this user's programs keep what they can make again. */
export function userCache(env: NodeJS.ProcessEnv): string;

/**
 * The folder of the per-user cache in which the package's set-up installs native TensorFlow; named by what it consists of, so
 * that projects with the same version share it.
 */
export function nativeHome(env?: NodeJS.ProcessEnv): string;

/** What the package's last set-up found; null before the first. */
export function readNative(env?: NodeJS.ProcessEnv): Setup | null;

/**
 * Installs native TensorFlow for this user.
 * @throws Error where it does not run on this Node, or its packages cannot be installed
 */
export function setUpNative(env?: NodeJS.ProcessEnv): Promise<TensorflowSetup>;
