import { optionsOf } from '../command.ts';
import { given } from '../given.ts';
import { when } from './contradictions.ts';
import type { ReadResults } from './results-head.ts';

/** Where a user's files were says nothing of what the results are of. */
const namesFile = (option: string): boolean => /^--(data-dir|sweep) /.test(option);

/** Commands that pages would show and that make other results than these. */
export function otherCommands({ head, options, artifacts }: ReadResults): string[] {
  const { profile, backend, dataset, seeds, firstSeed } = head;
  const asked = given({ seeds, firstSeed: firstSeed || null, dataset });
  const own = optionsOf({ profile, backendName: backend.name, ...asked });
  const stated = options.filter((option) => !namesFile(option));
  const commandOf = (id: string) => ['npm run experiments --', id, ...options, '--force'].join(' ');
  return [
    ...when(
      stated.join(' ') !== own.join(' '),
      `build.json, options: they are ${stated.join(' ')}, but its head makes them ${own.join(' ')}`,
    ),
    ...artifacts
      .filter(({ id, command }) => command !== commandOf(id))
      .map(
        ({ id, command }) => `manifest.json: ${id}, command: it is ${command} in place of ${commandOf(id)}`,
      ),
  ];
}
