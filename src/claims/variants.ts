import type { Profile, Variant } from './experiment.ts';

/** How a profile runs the settings of an experiment. */
export interface ProfileSettings<P> {
  /** How many seeds a variant has; they are counted from 0. */
  readonly seeds: number | ((variant: string) => number);
  /** What it makes of the parameters; nothing by default. */
  readonly adapt?: (full: P) => P;
}

/** The variants of an experiment by profile, from the parameters that each has in full. */
export const variantsOf =
  <P>(settings: Readonly<Record<string, P>>, profiles: Readonly<Record<Profile, ProfileSettings<P>>>) =>
  (profile: Profile): Readonly<Record<string, Variant<P>>> => {
    const { seeds, adapt = (full) => full } = profiles[profile];
    return Object.fromEntries(
      Object.entries(settings).map(([variant, full]) => {
        const length = typeof seeds === 'number' ? seeds : seeds(variant);
        return [variant, { parameters: adapt(full), seeds: Array.from({ length }, (_, seed) => seed) }];
      }),
    );
  };
