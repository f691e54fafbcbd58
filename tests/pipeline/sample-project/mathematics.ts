import { gravity } from './constants.ts';

export const unused = 1;

export const fall = (time: number): number => {
  const moved = gravity * time ** 2;
  return moved / 2;
};
