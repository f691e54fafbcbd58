import type { ExampleOrder, ExampleShares } from '../measure/example-shares.ts';
import type { Markup } from './markup.ts';
import { capitalised, formatNumber, listed } from './numbers.ts';

/** What a figure of shares is about. */
export interface SharesSubject {
  /** `fig-<slug>-shares` */
  readonly id: string;
  /** The network, as in `around …`. */
  readonly network: Markup;
  readonly artifact: { readonly seed: number; readonly shares: readonly ExampleShares[] };
  /** Words for the directions to draw. */
  readonly directions: Readonly<Record<string, string>>;
}

/** Which half of the ordered examples makes more of the rise at one end of the slice, as percent. */
function lowerHalf({ orders }: ExampleShares, order: ExampleOrder, at: 'near' | 'far'): number {
  const { share } = orders.find((one) => one.order === order)!;
  const column = at === 'near' ? 0 : share[0].length - 1;
  return 100 * share.slice(0, share.length / 2).reduce((sum, row) => sum + row[column], 0);
}

const percent = (value: number): Markup => `${formatNumber(Math.round(value)).replace(/\.00$/, '')}\u00a0%`;

/** Who makes the rise close to the centre and far out, in a sentence. */
export function sharesFinding({ artifact, directions }: SharesSubject): Markup {
  const parts = artifact.shares
    .filter(({ direction }) => direction in directions)
    .map((shares) => {
      const of = (order: ExampleOrder, at: 'near' | 'far') => percent(lowerHalf(shares, order, at));
      return `along ${directions[shares.direction]} the half of the examples with the smaller margins makes ${of('margin', 'near')} of the rise close by and ${of('margin', 'far')} far out, the half with the smaller norms ${of('norm', 'near')} and ${of('norm', 'far')}`;
    });
  return `${capitalised(listed(parts))}.`;
}
