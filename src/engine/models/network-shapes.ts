import type { Stage } from '../../math/network-model.ts';
import type { Shapes } from './model.ts';

/** Shapes of a network's parameters: `W0` [fanIn, outputs], `b0` [outputs], `W1`, … */
export const networkShapes = (stages: readonly Stage[]): Shapes =>
  Object.fromEntries(
    stages.flatMap(({ fanIn, outputs }, l) => [
      [`W${l}`, [fanIn, outputs]],
      [`b${l}`, [outputs]],
    ]),
  );
