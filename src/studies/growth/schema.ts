/** The parameters and the output of a measurement that other studies make as well. */
export { growthOutput, growthParameters } from '../../measure/network-growth.ts';
export type { GrowthOutput, GrowthParameters } from '../../measure/network-growth.ts';
