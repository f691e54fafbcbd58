import type { Role } from './figure-data.ts';

/** CSS class of each role; see styles/figures.css. */
export const roleClass: Readonly<Record<Role, string>> = {
  measured: 'c1',
  second: 'c2',
  third: 'c3',
  fourth: 'c4',
  fifth: 'c5',
  control: 'ct',
  predicted: 'pr',
};
