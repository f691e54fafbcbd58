import type { Verdict } from '../claims/claim.ts';
import { element } from './svg.ts';

const ring = '<circle class="ring" cx="8" cy="8" r="6.1"/>';

/** Shape carries the meaning, colour only repeats it. */
const shapes: Readonly<Record<Verdict, string>> = {
  supported: '<circle class="fill" cx="8" cy="8" r="7"/>',
  partly: `${ring}<path class="fill" d="M8 1.9a6.1 6.1 0 0 0 0 12.2z"/>`,
  refuted: `${ring}<path class="ring" d="M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2"/>`,
  inconclusive: `${ring}<path class="ring" d="M4.8 8.7q1.6-2.2 3.2-.6t3.2-.7"/>`,
  'not measured': '<circle class="ring" cx="8" cy="8" r="6.1" stroke-dasharray="2.4 2.4"/>',
};

/** A 16 x 16 mark to stand beside the verdict's word, hidden from assistive technology. */
export const verdictGlyph = (verdict: Verdict): string =>
  element('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, shapes[verdict]);
