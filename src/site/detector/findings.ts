import { detectorProfiles } from '../../experiments/detector.ts';
import type { Markup } from '../../figures/markup.ts';
import { listed } from '../../figures/numbers.ts';
import { mean } from '../../math/statistics.ts';
import { accuracyPerSeed, networkAccuracyPerSeed, type DetectorStudy } from './study.ts';

const percent = (values: readonly number[]): Markup => `${Math.round(mean(values))}\u00a0%`;

/** Settings with more than one scale: a single one is never missed, only split. */
const several = ({ scales }: { readonly scales: number }) => scales > 1;

const smallNoise = 1e-3;

/** How often several scales are counted right by their separation, in a sentence. */
export function separationFinding(study: DetectorStudy): Markup {
  const parts = study.settings.separations.map((separation) => {
    const values = accuracyPerSeed(
      study,
      (one) => several(one) && one.separation === separation && one.noise <= smallNoise,
    );
    return `${percent(values)} where they are ${separation} times apart`;
  });
  return `With relative noise of at most one in a thousand, two to four scales are counted right in ${listed(parts)}.`;
}

/** How much it depends on how sharply a profile bends, in a sentence. */
export function profileFinding(study: DetectorStudy): Markup {
  const near = 10;
  const parts = detectorProfiles.map((profile) => {
    const values = accuracyPerSeed(
      study,
      (one) => several(one) && one.profile === profile && one.separation === near && one.noise <= smallNoise,
    );
    return `${percent(values)} for profiles of ${profile === 'unit tanh' ? 'one tanh unit' : `the ${profile.replace('averaged ', '')} averaged over directions`}`;
  });
  return `It depends on how sharply the profile bends: ${near} times apart, it is right in ${listed(parts)}.`;
}

/** What noise does, in a sentence. */
export function noiseFinding(study: DetectorStudy): Markup {
  const worst = Math.max(...study.settings.noises);
  const widest = Math.max(...study.settings.separations);
  const parts = study.settings.pointsPerDecade.map((density) => {
    const values = accuracyPerSeed(
      study,
      (one) =>
        several(one) && one.noise === worst && one.separation === widest && one.pointsPerDecade === density,
    );
    return `${percent(values)} with ${density} points a decade`;
  });
  return `With noise of one in a hundred the detector fails even at ${widest} times apart: ${listed(parts)}.`;
}

/** Random directions of networks, in a sentence. */
export function networkFinding(study: DetectorStudy): Markup {
  const most = Math.max(...study.settings.networkDirections);
  const at = (directions: number, separation: number) =>
    percent(
      networkAccuracyPerSeed(
        study,
        (one) => several(one) && one.directions === directions && one.separation === separation,
      ),
    );
  const { separations, networkDirections } = study.settings;
  const [wide, widest] = separations.slice(-2);
  const fewest = Math.min(...networkDirections);
  return `On networks it needs an average over directions and wider separations: over ${most} directions it counts right in ${at(most, wide)} at ${wide} times apart and in ${at(most, widest)} at ${widest}; along ${fewest === 1 ? 'a single one' : fewest} in ${at(fewest, widest)}.`;
}
