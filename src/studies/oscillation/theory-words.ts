import type { Theory } from './contest-statistics.ts';
import type { Role } from '../../figures/figure-data.ts';
import type { Markup } from '../../figures/markup.ts';

/** The theories of the oscillation's size: how each is called, drawn and said. */
export const theoryStyles: Readonly<
  Record<
    Theory,
    {
      readonly name: string;
      readonly role: Role;
      readonly label: Markup;
      readonly short: Markup;
      readonly words: Markup;
    }
  >
> = {
  evenCycle: {
    name: 'f′(x)/x = 2/η',
    role: 'second',
    label: '<i>f</i>′(<i>x</i>)/<i>x</i> = 2/<i>η</i>',
    short: '<i>f</i>′/<i>x</i>',
    words: 'the relation <i>f</i>′(<i>x</i>)/<i>x</i> = 2/<i>η</i>',
  },
  chordCycle: {
    name: 'chord',
    role: 'third',
    label: 'its chord form',
    short: 'chord',
    words: 'its chord form',
  },
  centralFlow: {
    name: 'central flow',
    role: 'measured',
    label: 'central flow',
    short: 'flow',
    words: 'the central flow',
  },
};
