import { elementwise } from './elementwise.ts';
import type { TableOfTfjs } from './kernel.ts';
import { products } from './products.ts';
import { reductions } from './reductions.ts';
import { shapes } from './shapes.ts';

/** The kernels of tfjs 4 in the words of the graph, by their names in tfjs. */
export const ofTfjs: TableOfTfjs = { ...elementwise, ...products, ...reductions, ...shapes };
