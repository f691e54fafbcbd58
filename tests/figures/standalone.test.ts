import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { standaloneSvg } from '../../src/figures/standalone.ts';
import { riseFigure } from '../../src/studies/growth/figures/rise.ts';
import { exampleStudy } from './growth-example.ts';

const css = (name: string) => readFileSync(new URL(`../../src/styles/${name}.css`, import.meta.url), 'utf8');

test('the SVG file needs nothing of the site: no variables, no other file', () => {
  const svg = standaloneSvg(riseFigure(exampleStudy()), css('tokens'), css('figures'));
  expect(svg).toContain('xmlns="http://www.w3.org/2000/svg"');
  expect(svg).toMatch(/\.c1 \{\s*color: #0a5c99/);
  expect(svg).not.toMatch(/var\(|light-dark|@import|url\((?!#)/);
});
