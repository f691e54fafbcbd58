import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { folderSize, sha256Of } from './manifest.mjs';
import { lastLine, run } from './run.mjs';
import { Unavailable } from './unavailable.mjs';

const unpackWheel = fileURLToPath(new URL('unpack-wheel.py', import.meta.url));
const megabytes = (bytes) => Math.round(bytes / 1e6);

/** pip takes the package index from the user's own settings. */
function downloadArguments({ package: name, version, tags }, folder) {
  return [
    ...['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-cache-dir', '--no-deps'],
    ...['--only-binary=:all:', '--python-version', '3.11', ...tags.flatMap((tag) => ['--platform', tag])],
    ...['--dest', folder, `${name}==${version}`],
  ];
}

async function download(context, wheel, folder, adopt) {
  const { env, signal, progress } = context;
  await mkdir(folder);
  const measure = async () => `${megabytes(await folderSize(folder))} of ${megabytes(wheel.bytes)} MB`;
  const { code, output } = await progress.during(
    { subject: 'TensorFlow', activity: `fetching ${wheel.package} ${wheel.version}`, measure },
    () =>
      run('python3', downloadArguments(wheel, folder), { env: { ...env, TMPDIR: folder }, signal, adopt }),
  );
  const file = code === 0 && (await readdir(folder)).find((name) => name.endsWith('.whl'));
  if (file) return join(folder, file);
  throw new Unavailable(
    `pip could not fetch ${wheel.package} ${wheel.version} (${lastLine(output) || `exit code ${code}`})`,
    "check the network and pip's settings, then npm run setup",
  );
}

async function verify(file, { sha256 }) {
  const found = await sha256Of(file);
  if (found === sha256) return;
  throw new Unavailable(
    `the wheel that pip fetched has sha256 ${found}, expected ${sha256}`,
    "check where pip's settings point to, then npm run setup",
  );
}

async function unpack({ env, signal, progress }, file, { libraries, headers }, folder, adopt) {
  const measure = async () => `${megabytes(await folderSize(folder))} MB`;
  const args = [unpackWheel, file, folder, JSON.stringify(libraries), JSON.stringify(headers)];
  const { code, output } = await progress.during(
    { subject: 'TensorFlow', activity: 'unpacking', measure },
    () => run('python3', args, { env, signal, adopt }),
  );
  if (code !== 0)
    throw new Unavailable(
      `the wheel cannot be unpacked (${lastLine(output)})`,
      'see that the disk has 1 GB left',
    );
}

/**
 * Fetches a wheel, verifies it and leaves its libraries in `folder`/lib and its headers in `folder`/include.
 * @throws {Unavailable} where it cannot be fetched or is not the one that was pinned
 */
export async function unpackedWheel(context, wheel, folder, adopt) {
  const downloads = join(folder, 'download');
  const file = await download(context, wheel, downloads, adopt);
  await verify(file, wheel);
  await unpack(context, file, wheel, folder, adopt);
  await rm(downloads, { recursive: true });
}
