import type { BuildInfo } from '../claims/published.ts';
import { buildInfo } from './results.ts';

/** What a command does without options where native TensorFlow is installed. */
const byDefault: readonly string[] = ['--profile full', '--backend native'];

/** The options that a command needs to run what a build ran; none for the default run. */
function ownOptions({ options }: Pick<BuildInfo, 'options'>): readonly string[] {
  return byDefault.every((option) => options.includes(option))
    ? options.filter((option) => !byDefault.includes(option))
    : options;
}

/** A command that takes the results of a profile. */
const ofResults = /^npm run (?:site|dev|verify)$/;

/** A command of pages: what it runs, the experiments it names, and whether they run in any case. */
const plain = /^(npm run (?:build|experiments))((?: --)?(?: [a-z][\w.-]*)*)( --force)?$/;

/**
 * A line of commands as pages have it, with the options that make it run what this build ran: its profile, backend, data
 * set and seeds. A command that has options of its own, other than `--force`, stays as it is.
 */
export function asThisBuild(
  line: string,
  {
    build = buildInfo(),
    escape = (text) => text,
  }: {
    readonly build?: Pick<BuildInfo, 'options' | 'profile'>;
    /** For a line that is HTML. */
    readonly escape?: (text: string) => string;
  } = {},
): string {
  const options = ownOptions(build).map(escape);
  if (options.length === 0) return line;
  const and = escape(' && ');
  return line
    .split(and)
    .map((command) => {
      if (ofResults.test(command) && build.profile !== 'full')
        return `${command} -- --profile ${build.profile}`;
      const found = plain.exec(command);
      if (!found) return command;
      const [, run, names, force = ''] = found;
      return `${run}${names === '' ? ' --' : names} ${options.join(' ')}${force}`;
    })
    .join(and);
}
