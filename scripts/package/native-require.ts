/* In the package, the engine has this module for node:module. */
import Module, { createRequire as createNodeRequire } from 'node:module';
import { sep } from 'node:path';
import { nativeHome, readNative } from './native.mjs';

type Resolve = (
  request: string,
  parent: { readonly filename?: string } | undefined,
  ...rest: unknown[]
) => string;

/**
 * tfjs-node brings a tfjs of its own, which would register every kernel a second time: it is given ours. Node has no public
 * hook for that before version 22.15.
 */
function shareTfjs(home: string, require: NodeJS.Require): void {
  const loader = Module as unknown as { _resolveFilename: Resolve };
  const resolve = loader._resolveFilename;
  loader._resolveFilename = function (request, parent, ...rest) {
    const shared =
      /^@tensorflow\/tfjs(?!-node)/.test(request) && parent?.filename?.startsWith(`${home}${sep}`) === true;
    return shared ? require.resolve(request) : resolve.call(this, request, parent, ...rest);
  };
}

function tfjsNode(require: NodeJS.Require): unknown {
  const found = readNative({ ...process.env, MULTISCALE_BACKEND: '' });
  if (found?.tensorflow.status !== 'native')
    throw new Error(found?.tensorflow.reason ?? 'it has not been set up');
  const home = nativeHome();
  shareTfjs(home, require);
  return createNodeRequire(`${home}${sep}`)('@tensorflow/tfjs-node');
}

/** Node's own, but for `@tensorflow/tfjs-node`, which is where `npx multiscale setup` has put it. */
export function createRequire(from: string | URL): (name: string) => unknown {
  const require = createNodeRequire(from);
  return (name) => (name === '@tensorflow/tfjs-node' ? tfjsNode(require) : require(name));
}
