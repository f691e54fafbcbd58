import { trainedVariants } from '../construction/trained-settings.ts';
import { detectorProfiles } from '../../measure/detector-trial.ts';
import type { Markup } from '../../figures/markup.ts';
import { listed } from '../../figures/numbers.ts';
import { mean } from '../../math/statistics.ts';
import { accuracyPerSeed, networkAccuracyPerSeed, type DetectorStudy } from './selections.ts';

const percent = (values: readonly number[]): Markup => `${Math.round(mean(values))}\u00a0%`;

/** Settings with more than one scale: a single one is never missed, only split. */
const several = ({ scales }: { readonly scales: number }) => scales > 1;

const smallNoise = 1e-3;

/** Percent counted right from which a count can be relied on, and within which two accuracies are as good as each other. */
const [reliable, evenAccuracy] = [75, 5];

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
  const accuraciesOf = (profile: (typeof detectorProfiles)[number]) =>
    accuracyPerSeed(
      study,
      (one) => several(one) && one.profile === profile && one.separation === near && one.noise <= smallNoise,
    );
  const parts = detectorProfiles.map((profile) => {
    const values = accuraciesOf(profile);
    return `${percent(values)} for profiles of ${profile === 'unit tanh' ? 'one tanh unit' : `the ${profile.replace('averaged ', '')} averaged over directions`}`;
  });
  const means = detectorProfiles.map((profile) => mean(accuraciesOf(profile))!);
  const opening =
    Math.max(...means) - Math.min(...means) > evenAccuracy
      ? 'It depends on how sharply the profile bends'
      : 'It hardly depends on how sharply the profile bends';
  return `${opening}: ${near} times apart, it is right in ${listed(parts)}.`;
}

/** What noise does, in a sentence. */
export function noiseFinding(study: DetectorStudy): Markup {
  const worst = Math.max(...study.settings.noises);
  const widest = Math.max(...study.settings.separations);
  const accuracies = study.settings.pointsPerDecade.map((density) =>
    accuracyPerSeed(
      study,
      (one) =>
        several(one) && one.noise === worst && one.separation === widest && one.pointsPerDecade === density,
    ),
  );
  const parts = study.settings.pointsPerDecade.map(
    (density, i) => `${percent(accuracies[i])} with ${density} points a decade`,
  );
  const fails = accuracies.every((values) => mean(values)! < reliable);
  return `With noise of one in ${worst === 0.01 ? 'a hundred' : Math.round(1 / worst)} the detector ${fails ? 'fails even' : 'counts right'} at ${widest} times apart${fails ? '' : ' in'}: ${listed(parts)}.`;
}

/** Random directions of networks, in a sentence. */
export function networkFinding(study: DetectorStudy): Markup {
  const most = Math.max(...study.settings.networkDirections);
  const accuraciesAt = (directions: number, separation: number) =>
    networkAccuracyPerSeed(
      study,
      (one) => several(one) && one.directions === directions && one.separation === separation,
    );
  const at = (directions: number, separation: number) => percent(accuraciesAt(directions, separation));
  const { separations, networkDirections } = study.settings;
  const [wide, widest] = separations.slice(-2);
  const fewest = Math.min(...networkDirections);
  const accuracy = (directions: number, separation: number) => mean(accuraciesAt(directions, separation))!;
  const needs =
    accuracy(most, widest) > accuracy(fewest, widest) + evenAccuracy &&
    accuracy(most, widest) > accuracy(most, wide) + evenAccuracy;
  const opening = needs
    ? 'On networks it needs an average over directions and wider separations: over'
    : 'On networks, over';
  return `${opening} ${most} directions it counts right in ${at(most, wide)} at ${wide} times apart and in ${at(most, widest)} at ${widest}; along ${fewest === 1 ? 'a single one' : fewest} in ${at(fewest, widest)}.`;
}

/** What a count of one proves, and what the claims do about it, in sentences. */
export function conclusionFinding(study: DetectorStudy): Markup {
  const at = (separation: number) =>
    mean(
      accuracyPerSeed(
        study,
        (one) => several(one) && one.separation === separation && one.noise <= smallNoise,
      ),
    )!;
  const missed = study.settings.separations.filter((separation) => at(separation) < reliable);
  if (missed.length === 0)
    return `At every separation tried, ${Math.min(...study.settings.separations)} times and more, a count is right in at least ${reliable}\u00a0% of the slices.`;
  const opening = `So a count of one does not prove that there is one scale: two that are up to ${Math.max(...missed)} times apart can look like one.`;
  const used = trainedVariants('full')['tanh-2'].parameters.ratio;
  return used > Math.max(...missed)
    ? `${opening} Claims R5 and R6 therefore use magnitudes ${used} times apart, and averages over directions.`
    : `${opening} Claims R5 and R6 use magnitudes ${used} times apart, which is not enough by this measure.`;
}
