import { staircase } from './run.ts';
import { formatNumber, listed } from '../../figures/numbers.ts';
import type { Markup } from '../../figures/markup.ts';
import { judgedClaim } from '../../site/results.ts';
import {
  earlyFinding,
  gainFinding,
  levelsFinding,
  plateauFinding,
  quadraticFinding,
  singleFinding,
  sufficiencyFinding,
  twoScalesFinding,
  wellsFinding,
} from './findings.ts';
import { staircaseStudy, type StaircaseStudy } from './study.ts';

const missing = 'No run of this build went down a staircase, so there is nothing to report here.';

/** Sentences about learning-rate decay on sums of scales that depend on what was measured. */
export function staircaseFindings() {
  const study = staircaseStudy();
  const of = (sentence: (known: StaircaseStudy) => string) => (study ? sentence(study) : missing);
  return {
    plateaus: of(plateauFinding),
    levels: of(levelsFinding),
    gain: of(gainFinding),
    twoScales: of(twoScalesFinding),
    early: of(earlyFinding),
    wells: of(wellsFinding),
    quadratic: of(quadraticFinding),
    single: of(singleFinding),
    sufficiency: sufficiencyFinding(judgedClaim('R4').tests),
  };
}

/** Powers of ten as such. */
function powers(values: readonly number[]): Markup {
  const power = (value: number) => Math.round(Math.log10(value));
  return listed(
    values.map((value) => {
      if (value === 1) return '1';
      return Math.abs(value / 10 ** power(value) - 1) < 1e-9
        ? `10<sup>${String(power(value)).replace('-', '−')}</sup>`
        : formatNumber(value);
    }),
  );
}

/** What the staircase was set to, in the words of the page. */
export function staircaseSettings() {
  const { scales } = staircaseStudy()?.settings ?? staircase.variants('full')['staircase'].parameters;
  return {
    curvatures: powers(scales.map(({ curvature }) => curvature)),
    widths: powers(scales.map(({ width }) => width)),
  };
}
