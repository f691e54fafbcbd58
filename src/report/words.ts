import type { Markup } from '../figures/markup.ts';
import { counted, formatNumber, formatPercent, listed } from '../figures/numbers.ts';
import { minimumRules } from '../measure/landscape/minimum.ts';
import type { Report } from '../measure/landscape/schema.ts';

/** Above this share of its threshold an optimiser is at its edge. */
const atEdge = 0.9;

const verdicts: Readonly<Record<Report['minimum']['verdict'], Markup>> = {
  minimum: 'The point is a minimum as far as was measured',
  'negative curvature': 'The point is stationary but no minimum: the loss falls along some direction',
  'not stationary': 'The point is not a minimum: the loss still falls along its gradient',
};

/** Whether it is a minimum, and by what. */
export function minimumWords({ minimum, gradientNorm }: Report): Markup {
  const { verdict, relativeGain, relativeLowest } = minimum;
  const gain =
    relativeGain === null
      ? 'no curvature is above 0'
      : `a step of gradient descent at 1/<i>λ</i> would win ${formatPercent(relativeGain)} of the loss (up to ${formatPercent(minimumRules.relativeGain)} counts as none)`;
  const lowest =
    relativeLowest === null
      ? ''
      : `; the smallest eigenvalue is ${formatPercent(relativeLowest)} of the largest (down to ${formatPercent(minimumRules.relativeLowest)} counts as flat)`;
  return `${verdicts[verdict]}: the gradient has the norm ${formatNumber(gradientNorm)}, and ${gain}${lowest}.`;
}

/** How far the optimiser is from its edge, and what follows. */
export function edgeWords({ edge }: Report): Markup {
  if (!edge)
    return 'How near the optimiser was to instability is told where its learning rate is given (<i>--lr</i>, and <i>--optimizer</i> unless it is gradient descent).';
  const { quantity, measured, threshold, ratio, error } = edge;
  const size = `The ${quantity} is ${formatNumber(measured)}${error === null ? '' : ` ± ${formatNumber(error)}`}, ${formatPercent(ratio)} of the threshold ${formatNumber(threshold)}`;
  if (ratio > 1.1)
    return `${size}: above it. A quadratic of this curvature would be unstable at this learning rate, so that training either has just come here or is held by what is not quadratic.`;
  if (ratio >= atEdge)
    return `${size}: at the edge of stability. The iterates oscillate about a centre, and a smaller learning rate would settle them.`;
  return `${size}: below the edge. On a quadratic of this curvature the steps shrink; a smaller learning rate wins nothing at once.`;
}

/** How the loss grows, by the kinds of directions. */
export function growthWords({ slices }: Report): Markup {
  if (slices.length === 0) return 'No slice was measured.';
  const kinds = [...new Set(slices.map(({ kind }) => kind))];
  const sentences = kinds.map((kind) => {
    const own = slices.filter((slice) => slice.kind === kind);
    const classes = [...new Set(own.map(({ growth }) => growth))];
    const told = classes.map((name) => {
      const count = own.filter(({ growth }) => growth === name).length;
      return `${growthPhrases[name]}${own.length === 1 ? '' : ` in ${count} of ${own.length}`}`;
    });
    return `along ${kindPhrases[kind]} ${listed(told)}`;
  });
  return `The loss grows ${sentences.join('; ')}.`;
}

const kindPhrases: Readonly<Record<Report['slices'][number]['kind'], string>> = {
  'top eigenvector': 'the sharpest directions',
  'bottom eigenvector': 'the directions of the smallest eigenvalues',
  gradient: 'the gradient',
  random: 'random directions',
};

const growthPhrases: Readonly<Record<Report['slices'][number]['growth'], string>> = {
  slower: 'more slowly than a quadratic',
  faster: 'faster than a quadratic',
  quadratic: 'as a quadratic',
  'first slower, then faster': 'first more slowly, then faster than a quadratic',
  'first faster, then slower': 'first faster, then more slowly than a quadratic',
};

/** How near by the quadratic approximation ends. */
export function radiusWords({ slices, parameterNorm }: Report): Markup {
  const radii = slices.flatMap(({ kind, quadraticRadius }) =>
    kind === 'top eigenvector' && quadraticRadius !== null && quadraticRadius > 0 ? [quadraticRadius] : [],
  );
  if (radii.length === 0) return 'Along no sharp direction was the end of the quadratic approximation found.';
  const nearest = Math.min(...radii);
  return `Along the sharpest directions the quadratic approximation ends at a distance of ${formatNumber(nearest)}, ${formatPercent(nearest / parameterNorm)} of the norm of the parameters.`;
}

/** Whether several scales were found. */
export function scalesWords({ scales }: Report): Markup {
  if (scales.length === 0) return 'No slice resolves its scales.';
  const several = scales.filter(({ kind }) => kind === 'separate');
  const continuous = scales.filter(({ kind }) => kind === 'continuum');
  if (several.length + continuous.length === 0)
    return `All of ${counted(scales.length, 'rise')} have a single scale.`;
  return `Of ${counted(scales.length, 'rise')} ${several.length} have several separate scales, and ${continuous.length} a continuum of them over two decades or more.`;
}

/** What a decay of the learning rate would win. */
export function forecastWords({ forecast }: Report): Markup | null {
  if (!forecast) return null;
  const { iterates, drop, relative } = forecast;
  return `By ${iterates} iterates in a row, dividing the learning rate now would lower the loss at once by ${formatNumber(drop)}, ${formatPercent(relative)} of it: the energy of the oscillation, which a smaller rate lets settle. It is no promise of the loss later on, where the larger rate may be ahead again.`;
}

/** How many eigenpairs did not converge. */
export function convergenceWords({ eigenvalues: { top, bottom } }: Report): Markup {
  const all = [...top, ...bottom];
  if (all.length === 0) return 'No eigenvalue was asked for.';
  const count = (wanted: string) => all.filter(({ status }) => status === wanted).length;
  const [open, unsearched] = [count('unconverged'), count('unsearched')];
  if (open + unsearched === 0) return 'All of them have converged, and nothing further out is missing.';
  return [
    ...(unsearched > 0
      ? [
          `Of ${unsearched} of ${all.length} the residual is small, but whether another one lies further out is not sure.`,
        ]
      : []),
    ...(open > 0
      ? [
          `${open} of ${all.length} have not converged within their products: the spectrum reaches at least so far.`,
        ]
      : []),
  ].join(' ');
}
