import type { Loss } from '../../math/loss.ts';
import type { Measured, MeasureOptions } from './options.ts';

/**
 * The landscape of a loss about a point: whether it is a minimum, its extreme eigenpairs, spectral density, curvature of
 * each tensor, growth and scales along directions, shares of examples, and how far its optimiser is from instability.
 */
export function measure(_loss: Loss, _options: MeasureOptions): Promise<Measured> {
  throw new Error('not there yet');
}
