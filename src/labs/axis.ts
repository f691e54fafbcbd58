import type { Axis } from '../figures/figure-data.ts';
import type { Markup } from '../figures/markup.ts';

/** An axis of a picture in a lab, where nothing has a unit. */
export const axis = (
  words: string,
  symbol: Markup,
  domain: Axis['domain'],
  scale: Axis['scale'] = 'linear',
): Axis => ({ words, symbol, unit: '', scale, domain });
