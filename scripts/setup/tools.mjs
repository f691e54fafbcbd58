import { findProgram } from './programs.mjs';
import { run } from './run.mjs';
import { Unavailable } from './unavailable.mjs';

/** Programs of the recipe on PATH: where they are, or null. */
export function toolsFound(env) {
  return {
    python3: findProgram(env, ['python3']),
    pip: findProgram(env, ['pip3', 'pip']),
    compiler: env.CXX ?? findProgram(env, ['g++', 'c++', 'clang++']),
    make: findProgram(env, ['make']),
  };
}

const hasPip = async (env) => (await run('python3', ['-m', 'pip', '--version'], { env })).code === 0;

async function missing(env, { fetch, build }) {
  const { python3, compiler, make } = toolsFound(env);
  const lacking = [];
  if ((fetch || build) && !python3) lacking.push('python3');
  if (fetch && python3 && !(await hasPip(env))) lacking.push('pip');
  if (build && !compiler) lacking.push('a C++ compiler');
  if (build && !make) lacking.push('make');
  return lacking;
}

const debian = { python3: 'python3 python3-pip', pip: 'python3-pip', 'a C++ compiler': 'g++', make: 'make' };
const fedora = { ...debian, 'a C++ compiler': 'gcc-c++' };

function remedyFor(env, lacking) {
  if (process.platform === 'darwin') return 'xcode-select --install';
  const packages = (names) => lacking.map((tool) => names[tool]).join(' ');
  if (findProgram(env, ['dnf'])) return `dnf install ${packages(fedora)}`;
  return `apt-get install ${packages(debian)}`;
}

function sentence(names) {
  const last = names.at(-1);
  return names.length === 1
    ? `${last} is missing`
    : `${names.slice(0, -1).join(', ')} and ${last} are missing`;
}

/**
 * Looks for what the recipe runs, before a long download is in vain.
 * @param {NodeJS.ProcessEnv} env
 * @param {{ fetch: boolean, build: boolean }} steps those that have to be done
 * @throws {Unavailable} naming everything that is missing
 */
export async function requireTools(env, steps) {
  const lacking = await missing(env, steps);
  if (lacking.length > 0) throw new Unavailable(sentence(lacking), remedyFor(env, lacking));
}
