import { copyFile, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { faultLine, run } from './run.mjs';
import { toolsFound } from './tools.mjs';
import { Unavailable } from './unavailable.mjs';

export const addonFile = 'tfjs_binding.node';

/** Version of the stable C interface of Node that the addon is built for; any later Node loads it. */
export const napiVersion = 8;

/** Our own kernels, which the addon brings to TensorFlow when it is loaded. */
export const kernels = 'src/engine/native/double-products.cc';

/** tfjs-node's build file with our kernels among the sources. */
function withKernels(buildFile) {
  const last = "'binding/tfjs_binding.cc'";
  if (!buildFile.includes(last))
    throw new Unavailable("tfjs-node's build file is another one than our kernels can be added to");
  return buildFile.replace(last, `${last}, 'kernels.cc'`);
}

/** A folder in which tfjs-node's build file finds its sources, TensorFlow and Node, by names without blanks. */
async function layOut(build, { root, modules, libraries, linkNames, node }) {
  const source = join(modules, '@tensorflow', 'tfjs-node');
  await mkdir(join(build, 'deps', 'lib'), { recursive: true });
  const buildFile = await readFile(join(source, 'binding.gyp'), 'utf8');
  await writeFile(join(build, 'binding.gyp'), withKernels(buildFile));
  await copyFile(join(root, kernels), join(build, 'kernels.cc'));
  await copyFile(join(source, 'package.json'), join(build, 'package.json'));
  await symlink(join(source, 'binding'), join(build, 'binding'));
  await symlink(join(libraries, 'include'), join(build, 'deps', 'include'));
  const ownNames = (await readdir(join(libraries, 'lib'))).map((name) => [name, name]);
  for (const [name, library] of [...ownNames, ...Object.entries(linkNames)])
    await symlink(join(libraries, 'lib', library), join(build, 'deps', 'lib', name));
  await symlink(dirname(dirname(node.path)), join(build, 'node'));
}

function gypArguments(modules, build) {
  // With its own headers, node-gyp does not fetch them.
  const headers = existsSync(join(build, 'node', 'include', 'node', 'node_api.h'));
  return [
    join(modules, 'node-gyp', 'bin', 'node-gyp.js'),
    ...[
      'configure',
      'build',
      '--loglevel=error',
      '--jobs=2',
      ...(headers ? [`--nodedir=${build}/node`] : []),
    ],
    ...[`--module_name=tfjs_binding`, `--module_path=${build}/lib`, `--napi_build_version=${napiVersion}`],
  ];
}

function compilerEnvironment(env) {
  const flags = process.platform === 'darwin' ? { LDFLAGS: '-Wl,-rpath,@loader_path/../../deps/lib' } : {};
  return { ...env, CXX: toolsFound(env).compiler, ...flags };
}

/**
 * Builds tfjs-node's addon from the sources in its package and our kernels, and leaves it in `folder`.
 * @param {import('./context.mjs').Context} context
 * @param {{ node: { path: string }, libraries: string, linkNames: Record<string, string> }} parts `libraries`: the
 *   unpacked wheel
 * @throws {Unavailable} with the compiler's last words
 */
export async function builtAddon({ root, modules, env, signal, progress }, parts, folder, adopt) {
  const build = join(folder, 'build');
  await layOut(build, { root, modules, ...parts });
  const { code, output } = await progress.during(
    { subject: 'TensorFlow', activity: 'building the addon' },
    () =>
      run(parts.node.path, gypArguments(modules, build), {
        cwd: build,
        env: compilerEnvironment(env),
        signal,
        adopt,
      }),
  );
  if (code !== 0) {
    const fault = output.split('\n').find((line) => /\berror\b/i.test(line)) ?? faultLine(output);
    throw new Unavailable(
      `tfjs-node's addon does not build (${fault.trim()})`,
      'npm run setup after mending that',
    );
  }
  await copyFile(join(build, 'build', 'Release', addonFile), join(folder, addonFile));
  await rm(build, { recursive: true });
}
