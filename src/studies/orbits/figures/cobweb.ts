import { drawnOf } from '../../../figures/study-figure.ts';
import type { Axis, Curve, FigureData, Panel, Points } from '../../../figures/figure-data.ts';
import { formatNumber } from '../../../figures/numbers.ts';
import { cobweb } from '../../../math/orbits.ts';
import { cobwebFinding } from '../findings.ts';
import { formulaOf, orbitsStudy, type OrbitsStudy } from '../selections.ts';

type Cobweb = OrbitsStudy['diagram']['cobwebs'][number];

const reach = 2.6;
const axis = (words: string, symbol: string): Axis => ({
  words,
  symbol,
  unit: '',
  scale: 'linear',
  domain: [-reach, reach],
});

const roles = ['second', 'third'] as const;

function cobwebPanel({ loss, map, orbits, amplitude }: Cobweb): Panel {
  const gradient: Curve = { kind: 'curve', name: `${loss}, map`, role: 'measured', weight: 'main', ...map };
  const diagonal: Curve = {
    kind: 'curve',
    name: `${loss}, diagonal`,
    role: 'control',
    x: [-reach, reach],
    y: [-reach, reach],
  };
  const paths = orbits.map(({ start, path }, i): Curve => {
    const corners = cobweb(path).filter(([x, y]) => Math.max(Math.abs(x), Math.abs(y)) < 4 * reach);
    return {
      kind: 'curve',
      name: `${loss}, from ${start}`,
      role: roles[i],
      x: corners.map(([x]) => x),
      y: corners.map(([, y]) => y),
    };
  });
  const cycle: Points[] =
    amplitude === null
      ? []
      : [
          {
            kind: 'points',
            name: `${loss}, predicted cycle`,
            role: 'predicted',
            x: [-amplitude, amplitude],
            y: [amplitude, -amplitude],
          },
        ];
  return {
    name: loss,
    heading: formulaOf(loss),
    y: axis('next iterate', '<i>x</i><sub>t+1</sub>'),
    height: 300,
    series: [diagonal, gradient, ...paths, ...cycle],
    labels: [
      { text: 'map', role: 'measured', beside: [gradient.name] },
      ...orbits.map(({ start }, i) => ({
        text: `from ${formatNumber(start)}`,
        role: roles[i],
        beside: [paths[i].name],
      })),
    ],
  };
}

/** The map of gradient descent beyond the edge, with orbits as cobwebs. */
export function cobwebFigure(study: OrbitsStudy): FigureData {
  const [well] = study.diagram.cobwebs;
  return {
    id: 'fig-edge-of-stability-cobweb',
    title: cobwebFinding(study),
    caption:
      'Blue: the next iterate <i>x</i> − <i>ηf</i>′(<i>x</i>) against <i>x</i>. An orbit goes up or down to the curve, across to the diagonal (grey), and so on. Crosses: the two-cycle ±<i>x</i>*, predicted from <i>f</i>′(<i>x</i>)/<i>x</i> = 2/<i>η</i>; a straight map has none.',
    description: `Two panels of the map x − ηf′(x) with its cobwebs. Left: ${well.loss} at η = ${well.learningRate}, predicted cycle ±${well.amplitude?.toPrecision(4) ?? 'none'}. Right: a parabola, whose orbit spirals outwards.`,
    x: axis('iterate', '<i>x</i><sub>t</sub>'),
    columns: 2,
    panels: study.diagram.cobwebs.map(cobwebPanel),
  };
}

export const figure = drawnOf(orbitsStudy, cobwebFigure, (study) => [study.diagram]);
