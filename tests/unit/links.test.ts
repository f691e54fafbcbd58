import { expect, test } from 'vitest';
import { pagePath } from '../../src/site/links.ts';

test.each([
  ['/404/', '/404.html'],
  ['/404', '/404.html'],
  ['/multiscale/404/', '/multiscale/404.html'],
  ['/', '/'],
  ['/claims/origin/', '/claims/origin/'],
  ['/claims/404-seeds/', '/claims/404-seeds/'],
])('the page of %s is at %s', (path, address) => {
  expect(pagePath(path)).toBe(address);
});
