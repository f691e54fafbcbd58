import type { Reference, ReferenceTest } from './reference.ts';
import type { Measured } from './tolerance.ts';
import { since, type Wording } from './wording.ts';

/** One number of a claim beside its reference. */
export interface Row {
  readonly claim: string;
  /** The test's name, with that of its control where it is the control's number. */
  readonly statistic: string;
  readonly reference: number | null;
  readonly found: number | null;
  readonly tolerance: number;
  /** What has drifted, in words; null where nothing has. */
  readonly drift: string | null;
}

interface Judged extends Measured {
  readonly passes: boolean;
  readonly rule: string;
}

function whatDrifted(
  reference: Judged & { readonly tolerance: number },
  found: Judged,
  words: Wording,
): string | null {
  const [{ value: before, tolerance }, { value: now }] = [reference, found];
  const moved = before === null || now === null ? before !== now : !(Math.abs(now - before) <= tolerance);
  const problems = [
    ...(moved ? [words.values(before, now, tolerance)] : []),
    ...(reference.rule === found.rule ? [] : [words.rules(reference.rule, found.rule)]),
    ...(reference.passes === found.passes ? [] : [words.outcome(reference, found)]),
  ];
  return problems.length === 0 ? null : problems.join('; ');
}

function row(
  claim: string,
  statistic: string,
  reference: Judged & { readonly tolerance: number },
  found: Judged,
  words: Wording,
): Row {
  return {
    claim,
    statistic,
    reference: reference.value,
    found: found.value,
    tolerance: reference.tolerance,
    drift: whatDrifted(reference, found, words),
  };
}

function lone(claim: string, test: ReferenceTest, where: 'reference' | 'results', words: Wording): Row {
  return {
    claim,
    statistic: test.name,
    reference: where === 'reference' ? test.value : null,
    found: where === 'results' ? test.value : null,
    tolerance: test.tolerance,
    drift: where === 'reference' ? words.onlyInFirst : words.onlyInSecond,
  };
}

function claimRows(
  id: string,
  reference: readonly ReferenceTest[],
  found: readonly ReferenceTest[],
  words: Wording,
): Row[] {
  const named = (tests: readonly ReferenceTest[], name: string) => tests.find((test) => test.name === name);
  return [
    ...reference.flatMap((test) => {
      const now = named(found, test.name);
      if (!now) return [lone(id, test, 'reference', words)];
      const control = `${test.name} – control: ${test.control.name}`;
      const measured = row(id, test.name, test, now, words);
      return [
        test.seeds === now.seeds ? measured : { ...measured, drift: words.seeds(test.seeds, now.seeds) },
        row(id, control, test.control, now.control, words),
      ];
    }),
    ...found.filter(({ name }) => !named(reference, name)).map((test) => lone(id, test, 'results', words)),
  ];
}

/** A verdict beside its reference. */
export interface VerdictRow {
  readonly claim: string;
  readonly reference: string;
  readonly found: string;
}

export interface Comparison {
  /** What the two sides are called. */
  readonly names: Wording['names'];
  readonly verdicts: readonly VerdictRow[];
  readonly rows: readonly Row[];
  /** Every drift in a sentence; empty where there is none. */
  readonly drifts: readonly string[];
}

/** Puts results beside their reference: values within the reference's tolerances, rules, outcomes and verdicts equal. */
export function compare(reference: Reference, found: Reference, words: Wording = since): Comparison {
  const ids = [...new Set([...reference.claims, ...found.claims].map(({ id }) => id))].sort();
  const of = ({ claims }: Reference, id: string) => claims.find((claim) => claim.id === id);
  const verdicts = ids.map((claim) => ({
    claim,
    reference: of(reference, claim)?.verdict ?? 'not measured',
    found: of(found, claim)?.verdict ?? 'not measured',
  }));
  const rows = ids.flatMap((id) =>
    claimRows(id, of(reference, id)?.tests ?? [], of(found, id)?.tests ?? [], words),
  );
  return {
    names: words.names,
    verdicts,
    rows,
    drifts: [
      ...verdicts
        .filter((verdict) => verdict.reference !== verdict.found)
        .map(({ claim, reference: before, found: now }) => `${claim}: ${words.verdicts(before, now)}`),
      ...rows.flatMap(({ claim, statistic, drift }) => (drift ? [`${claim}, ${statistic}: ${drift}`] : [])),
    ],
  };
}
