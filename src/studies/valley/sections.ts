import { powerLoss, quadratic, quartic } from '../../math/one-dimensional.ts';
import type { SectionName } from './schema.ts';

/** √(1 + x²) − 1, for which the predictions have a closed form. */
export const subquadratic = powerLoss(1);
export const sections = { subquadratic, quadratic, quartic } satisfies Record<SectionName, unknown>;
