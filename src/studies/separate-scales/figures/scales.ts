import { drawnOf } from '../../../figures/study-figure.ts';
import { judgedRates, settlingRates } from '../settings.ts';
import type { Curve, FigureData, Role } from '../../../figures/figure-data.ts';
import { decadesAround, stepsAround } from '../../../figures/scale.ts';
import { medianAcross } from '../../../figures/across.ts';
import { counted, countWord, formatNumber } from '../../../figures/numbers.ts';
import { curvatureAxis, distanceAxis, exponentAxis } from '../axes.ts';
import { controlFinding, scalesFinding } from '../findings.ts';
import { runsOf, type MeasuredScales, scalesStudy, type ScalesStudy } from '../selections.ts';

/** 2f/t² at each distance; null where rounding blurs f. */
export const curvatures = ({ scales: { t, f, p } }: MeasuredScales) =>
  f.map((rise, i) => (p[i] === null || rise <= 0 ? null : (2 * rise) / t[i] ** 2));

const exponents = ({ scales }: MeasuredScales) => scales.p;

/** The median over seeds of one network at one learning rate. */
function medianCurve(
  study: ScalesStudy,
  network: string,
  rate: number,
  of: (run: MeasuredScales) => readonly (number | null)[],
  role: Role,
): Curve {
  const runs = runsOf(study, network, rate);
  return {
    kind: 'curve',
    name: `${network}, η′ = ${rate}`,
    role,
    weight: network === 'relu' && judgedRates.some((judged) => judged === rate) ? 'main' : 'thin',
    x: runs[0].scales.t,
    y: medianAcross(runs.map(of)),
  };
}

const rateRoles: readonly Role[] = ['fifth', 'third', 'fourth', 'measured', 'second'];

const present = (study: ScalesStudy, network: string, rates: readonly number[]) =>
  rates.filter((rate) => runsOf(study, network, rate).length > 0);

const resolved = (curves: readonly Curve[]) => curves.flatMap(({ y }) => y.filter((value) => value !== null));

/** The averaged rise, as a curvature and as an exponent, of ReLU networks at each η′ and of the controls. */
export function scalesFigure(study: ScalesStudy): FigureData {
  const rates = present(study, 'relu', settlingRates);
  const relu = (of: typeof curvatures | typeof exponents) =>
    rates.map((rate) =>
      medianCurve(study, 'relu', rate, of, rateRoles[settlingRates.findIndex((one) => one === rate)]),
    );
  const controls = (of: typeof curvatures | typeof exponents) =>
    ['tanh', 'linear'].flatMap((network) =>
      present(study, network, judgedRates).map((rate) => medianCurve(study, network, rate, of, 'control')),
    );
  const curvature = { relu: relu(curvatures), controls: controls(curvatures) };
  const exponent = { relu: relu(exponents), controls: controls(exponents) };
  const judged = Math.min(...judgedRates);
  const plateaus = runsOf(study, 'relu', judged)[0]?.scales.plateaus ?? [];
  return {
    id: 'fig-separate-scales-scales',
    title: scalesFinding(study),
    caption: `${controlFinding(study)} The rise in loss averaged over random directions; where its exponent stays at 2 the loss is a quadratic with the curvature of that plateau. Colours: ReLU networks after settling at ${countWord(rates.length)} learning rates η′, from ${settlingRates[0]} to ${settlingRates.at(-1)}, each the median of ${counted(runsOf(study, 'relu', judged).length, 'seed')}. Grey: tanh and linear networks.`,
    description: `Upper panel: 2f/t² against distance, both logarithmic. Lower panel: local exponent. ReLU network of the first seed at η′ = ${judged}: ${plateaus.map(({ from, to, curvature: value }) => `a plateau of curvature ${value.toPrecision(3)} from t = ${from.toPrecision(2)} to ${to.toPrecision(2)}`).join(', ') || 'no plateau'}.`,
    x: distanceAxis,
    panels: [
      {
        name: 'curvature',
        y: curvatureAxis(decadesAround(resolved([...curvature.relu, ...curvature.controls]))),
        height: 250,
        series: [...curvature.controls, ...curvature.relu],
        labels: [
          ...curvature.relu.map(({ name, role }, i) => ({
            text: `<i>η</i>′ = ${formatNumber(rates[i])}`,
            short: String(rates[i]),
            role,
            beside: [name],
          })),
          {
            text: 'tanh and linear (control)',
            short: 'control',
            role: 'control',
            beside: curvature.controls.map(({ name }) => name),
          },
        ],
      },
      {
        name: 'local exponent',
        y: exponentAxis(stepsAround([0.9, 2.1, ...resolved([...exponent.relu, ...exponent.controls])], 0.5)),
        height: 150,
        series: [...exponent.controls, ...exponent.relu],
        references: [{ name: 'quadratic', line: 'horizontal', at: 2 }],
        labels: [
          {
            text: 'tanh and linear',
            role: 'control',
            beside: exponent.controls.map(({ name }) => name),
          },
        ],
      },
    ],
  };
}

export const figure = drawnOf(scalesStudy, scalesFigure, (study) => study.artifacts);
