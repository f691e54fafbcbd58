import type { FigureData } from '../figures/figure-data.ts';
import { toHtml } from '../figures/markup.ts';
import { formatBytes, formatNumber, formatPercent, grouped } from '../figures/numbers.ts';
import { element } from '../figures/svg.ts';
import type { Report } from '../measure/landscape/schema.ts';
import { densityFigure, sharesFigure, slicesFigure, trainingFigure } from './figures.ts';
import { figure, paragraph, plain, section } from './html.ts';
import { reportStyles } from './styles.ts';
import {
  eigenvalueTable,
  fileTable,
  hardestTable,
  layerTable,
  scalesTable,
  slicesTable,
  trainingTable,
} from './tables.ts';
import {
  convergenceWords,
  edgeWords,
  forecastWords,
  growthWords,
  minimumWords,
  radiusWords,
  scalesWords,
} from './words.ts';

const policy =
  "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'";

function facts({ model, samples, loss, accuracy, eigenvalues, edge, gradientNorm }: Report): string {
  const list: (readonly [string, string])[] = [
    ['parameters', grouped(model.parameters)],
    ['samples', grouped(samples)],
    ['loss', toHtml(formatNumber(loss))],
    ...(accuracy === null ? [] : [['accuracy', toHtml(formatPercent(accuracy))] as const]),
    ['gradient norm', toHtml(formatNumber(gradientNorm))],
    ...(eigenvalues.top[0] ? [['sharpness', toHtml(formatNumber(eigenvalues.top[0].value))] as const] : []),
    ...(edge ? [[`${edge.quantity} over threshold`, toHtml(formatNumber(edge.ratio))] as const] : []),
  ];
  return element(
    'dl',
    { class: 'facts' },
    list
      .map(([name, value]) => element('div', {}, element('dt', {}, plain(name)) + element('dd', {}, value)))
      .join(''),
  );
}

function notes({ notes: list }: Report): string {
  if (list.length === 0) return '';
  const items = list.map((note) => element('li', {}, plain(note))).join('');
  return element('aside', { class: 'notes', 'aria-label': 'Notes' }, element('ul', {}, items));
}

/** The sections of a report by their titles, those left out that have nothing to show. */
function sectionsOf(report: Report): string {
  let number = 0;
  const drawn = (data: FigureData | null) => (data ? figure(data, ++number) : '');
  const { eigenvalues, layers, density, shares, hardest, checkpoints, cost, provenance } = report;
  const forecast = forecastWords(report);
  const all = [
    section('minimum', 'Is this a minimum?', [
      minimumWords(report),
      'At a minimum the gradient vanishes and no eigenvalue lies far below 0. Training that has stopped early, or that oscillates, leaves a gradient; small negative eigenvalues are usual, and large ones mean that the loss would fall further.',
    ]),
    section(
      'eigenvalues',
      'Eigenvalues of the Hessian',
      [
        `The largest say how sharp the loss is in its sharpest directions, the smallest whether it falls somewhere. ${convergenceWords(report)}`,
        'The residual is ‖<i>Hv</i> − <i>λv</i>‖/|<i>λ</i>|, and the error of a value about its square. About as many large eigenvalues as there are classes are usual; one far above the others is a direction that a few examples may make.',
      ],
      eigenvalueTable(eigenvalues),
    ),
    section('edge', 'How near to instability?', [
      edgeWords(report),
      'Gradient descent is unstable on a quadratic of a curvature above 2/<i>η</i>, heavy ball above 2(1+<i>β</i>)/<i>η</i>, Adam above 38/<i>η</i> of the preconditioned Hessian; stochastic descent is bounded by the mean curvature along the gradients of its batches. Training at a large rate usually ends near the threshold; far below it the rate was small, or the loss a cross-entropy that has fallen far.',
      ...(forecast === null ? [] : [forecast]),
    ]),
    ...(density
      ? [
          section(
            'density',
            'Spectral density',
            [
              `How many eigenvalues there are of each size. The trace of the Hessian is ${formatNumber(density.trace.value)}${density.trace.error === null ? '' : ` ± ${formatNumber(density.trace.error)}`}.`,
              'Most of a network’s eigenvalues lie near 0, with a tail and a few outliers. A broad bulk below 0 would be unusual for a trained network.',
            ],
            drawn(densityFigure(report)),
          ),
        ]
      : []),
    ...(layers.length > 0
      ? [
          section(
            'layers',
            'Curvature of each tensor',
            [
              'The block of the Hessian that belongs to one tensor while the others are held: its trace, the mean of its eigenvalues (trace over parameters), and its largest eigenvalue.',
              'A tensor whose largest eigenvalue is near that of the whole network holds the sharpest direction nearly alone. Values of one layer a hundred times those of its like would be unusual.',
            ],
            layerTable(layers),
          ),
        ]
      : []),
    ...(report.slices.length > 0
      ? [
          section(
            'slices',
            'How the loss grows',
            [
              growthWords(report),
              'Near the point the loss is a parabola; where the exponent falls below 2 it grows more slowly. Subquadratic growth along the sharpest directions is usual for saturating activations and normalised networks, faster growth for ReLU and for a cross-entropy that has fallen far.',
            ],
            drawn(slicesFigure(report)),
            slicesTable(report.slices),
          ),
          section(
            'scales',
            'Scales',
            [
              scalesWords(report),
              'A scale is a distance at which a part of the loss stops growing. The error rate is the part of constructions with as many scales, so far apart and seen on the same grid, that the detector miscounts.',
            ],
            scalesTable(report.scales),
          ),
        ]
      : []),
    ...(shares.length > 0 || hardest.length > 0
      ? [
          section(
            'examples',
            'Which examples',
            [
              'The rise of the loss is a sum over examples: the shades show which groups make it, the table which examples have the largest losses, by their index in the data.',
              'Examples near the border of their class usually make the small scales. A single example with a large part of the loss may be labelled wrongly.',
            ],
            drawn(sharesFigure(report)),
            hardestTable(hardest),
          ),
        ]
      : []),
    ...(checkpoints.length > 1
      ? [
          section(
            'training',
            'Over training',
            [
              'The same at each of the files of weights, in their order.',
              'Sharpness that falls while the loss does is usual for cross-entropy; with squared error it rises to the edge.',
            ],
            drawn(trainingFigure(report)),
            trainingTable(checkpoints),
          ),
        ]
      : []),
    section(
      'provenance',
      'Where the numbers come from',
      [
        `${grouped(cost.products)} Hessian-vector ${cost.products === 1 ? 'product' : 'products'} in ${cost.seconds.toFixed(0)} s, with at most ${formatBytes(cost.peakMemoryBytes)} of memory; searches in ${provenance.precision}, losses and slices in float64.`,
        'The same files, options, seed and machine give the same numbers; all of them are in report.json beside this page.',
      ],
      element('pre', {}, element('code', {}, plain(provenance.command))),
      fileTable(provenance),
    ),
  ];
  return all.join('');
}

/** A report as one page that needs nothing else: no script, no request, in both themes and on paper. */
export function reportHtml(report: Report, styles = reportStyles()): string {
  const name = report.provenance.files.find(({ role }) => role === 'model')?.name ?? 'a network';
  const title = `Loss landscape of ${name}`;
  const body = sectionsOf(report);
  const links = [...body.matchAll(/<h2 id="([a-z]+)-title">([^<]*)<\/h2>/g)].map(([, id, words]) =>
    element('li', {}, element('a', { href: `#${id}` }, words)),
  );
  const head = [
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    element('title', {}, plain(title)),
    element('style', {}, styles),
  ].join('\n');
  const main = element(
    'main',
    { class: 'report', id: 'content', tabindex: -1 },
    element(
      'header',
      {},
      element('p', { class: 'kicker' }, 'Multiscale: a report on a loss landscape') +
        element('h1', {}, plain(title)) +
        facts(report) +
        [
          minimumWords(report),
          ...(report.edge ? [edgeWords(report)] : []),
          growthWords(report),
          `${radiusWords(report)} ${scalesWords(report)}`,
        ]
          .map((words) => paragraph(words))
          .join('') +
        notes(report) +
        element('nav', { 'aria-label': 'Contents' }, element('ol', { class: 'contents' }, links.join(''))),
    ) + body,
  );
  return `<!doctype html>\n<html lang="en">\n<head>\n${head}\n</head>\n<body>\n<a class="skip" href="#content">Skip to the report</a>\n${main}\n</body>\n</html>\n`;
}
