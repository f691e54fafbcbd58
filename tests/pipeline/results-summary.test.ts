import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readResultsSummary } from '../../src/pipeline/results-summary.ts';
import { edit, head, judged } from './verify/fixture.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'summary-'));
  writeFileSync(join(folder, 'claims.json'), JSON.stringify(judged([])));
  writeFileSync(join(folder, 'build.json'), JSON.stringify({ ...head(), seeds: 2, incomplete: ['edge'] }));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a results folder in a line: its verdicts and what it is of', () => {
  expect(readResultsSummary(folder)).toBe(
    'R1 not measured, R2 not measured, R3 not measured, R4 not measured, R5 not measured, R6 not measured (1 of 2 experiments, without edge, each experiment’s own images, seeds 0 and 1)',
  );
  expect(readResultsSummary(join(folder, 'none'))).toBeNull();
});

test('what is damaged is named by file and field', () => {
  edit<{ verdict: string }[]>(folder, 'claims.json', (claims) => (claims[2].verdict = 'so so'));
  expect(readResultsSummary(folder)).toMatch(
    /^damaged \(claims.json, R3, verdict: .*\); npm run experiments/,
  );
  writeFileSync(join(folder, 'claims.json'), '[');
  expect(readResultsSummary(folder)).toMatch(/^damaged \(/);
});
