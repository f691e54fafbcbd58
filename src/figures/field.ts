import { range } from 'd3';
import type { Field } from './figure-data.ts';
import { roleClass } from './roles.ts';
import type { Scale } from './scale.ts';
import { element, px } from './svg.ts';

/** Shades between nothing and the full colour; more than the eye tells apart side by side. */
const shades = 12;

/** A field as one path for each shade, each cell a rectangle that begins at its corner of least x and y. */
export function drawField(field: Field, x: Scale, y: Scale): string {
  const cells = field.share.flatMap((row, j) =>
    row.flatMap((share, i) => (share === null ? [] : [{ i, j, shade: Math.round(share * shades) }])),
  );
  const [columns, rows] = [field.x.map((value) => px(x(value))), field.rows.map((value) => px(y(value)))];
  const paths = range(shades + 1).map((shade) =>
    element('path', {
      'fill-opacity': px((10 * shade) / shades) / 10,
      d: cells
        .filter((cell) => cell.shade === shade)
        .map(({ i, j }) => `M${columns[i]},${rows[j]}H${columns[i + 1]}V${rows[j + 1]}H${columns[i]}z`)
        .join(''),
    }),
  );
  return element(
    'g',
    {
      class: `field ${roleClass[field.role ?? 'measured']}`,
      'data-series': field.name,
      'data-points': cells.length,
    },
    paths.join(''),
  );
}
