import type { Comparison } from '../src/pipeline/verify/drift.ts';
import type { Row } from '../src/pipeline/verify/rows.ts';
import { table } from './table.ts';

const shown = (value: number | null) => (value === null ? 'none' : String(Number(value.toPrecision(6))));
const words = { true: 'passes', false: 'fails', null: 'none' } as const;

function outcome([before, now]: Row['passes']): string {
  const [one, other] = [words[`${before}`], words[`${now}`]];
  return one === other ? one : `${one} → ${other}`;
}

/** A comparison as tables: the heads, the verdicts, the statistics with what has drifted, and every drift in a sentence. */
export function comparisonText({ names: [one, other], heads, verdicts, rows, drifts }: Comparison): string {
  const parts = [
    table(
      ['', one, other],
      heads.map(({ fact, reference, found, alike }) => [
        `${fact}${alike ? '' : ' (differs)'}`,
        reference,
        found,
      ]),
    ),
    verdicts.length > 0 &&
      table(
        ['claim', `verdict, ${one}`, other],
        verdicts.map(({ claim, reference, found }) => [claim, reference, found]),
      ),
    rows.length > 0 &&
      table(
        ['claim', one, other, 'tolerance', 'outcome', 'drift', 'statistic'],
        rows.map(({ claim, statistic, reference, found, passes, tolerance, moved }) => [
          claim,
          shown(reference),
          shown(found),
          tolerance.toPrecision(3),
          outcome(passes),
          moved.length === 0 ? 'none' : `DRIFT: ${moved.join(', ')}`,
          statistic,
        ]),
      ),
    drifts.length === 0
      ? `${rows.length} statistics and ${verdicts.length} verdicts agree.`
      : `${drifts.length === 1 ? 'One drift' : `${drifts.length} drifts`}:\n${drifts.map((drift) => `  ${drift}`).join('\n')}`,
  ];
  return parts.filter(Boolean).join('\n\n');
}
