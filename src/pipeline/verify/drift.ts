import type { Reference, ReferenceTest } from './reference.ts';
import type { Measured } from './tolerance.ts';

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

const number = (value: number | null) => (value === null ? 'none' : String(Number(value.toPrecision(7))));

function whatDrifted(reference: Judged & { readonly tolerance: number }, found: Judged): string | null {
  const { value: before, tolerance } = reference;
  const moved = before === null || found.value === null ? before !== found.value : null;
  const problems = [
    ...(moved === true ? [`${number(before)} is now ${number(found.value)}`] : []),
    ...(before !== null && found.value !== null && !(Math.abs(found.value - before) <= tolerance)
      ? [`${number(before)} is now ${number(found.value)}, tolerance ${tolerance.toPrecision(3)}`]
      : []),
    ...(reference.rule === found.rule ? [] : [`its rule "${reference.rule}" is now "${found.rule}"`]),
    ...(reference.passes === found.passes
      ? []
      : [found.passes ? 'it did not pass and now does' : 'it passed and now does not']),
  ];
  return problems.length === 0 ? null : problems.join('; ');
}

function row(
  claim: string,
  statistic: string,
  reference: Judged & { readonly tolerance: number },
  found: Judged,
): Row {
  return {
    claim,
    statistic,
    reference: reference.value,
    found: found.value,
    tolerance: reference.tolerance,
    drift: whatDrifted(reference, found),
  };
}

function lone(claim: string, test: ReferenceTest, where: 'reference' | 'results'): Row {
  return {
    claim,
    statistic: test.name,
    reference: where === 'reference' ? test.value : null,
    found: where === 'results' ? test.value : null,
    tolerance: test.tolerance,
    drift: where === 'reference' ? 'the test is gone from the results' : 'the test is not in the reference',
  };
}

function claimRows(id: string, reference: readonly ReferenceTest[], found: readonly ReferenceTest[]): Row[] {
  const named = (tests: readonly ReferenceTest[], name: string) => tests.find((test) => test.name === name);
  return [
    ...reference.flatMap((test) => {
      const now = named(found, test.name);
      if (!now) return [lone(id, test, 'reference')];
      const control = `${test.name} – control: ${test.control.name}`;
      const measured = row(id, test.name, test, now);
      return [
        test.seeds === now.seeds
          ? measured
          : { ...measured, drift: `measured with ${test.seeds} seeds and now with ${now.seeds}` },
        row(id, control, test.control, now.control),
      ];
    }),
    ...found.filter(({ name }) => !named(reference, name)).map((test) => lone(id, test, 'results')),
  ];
}

/** A verdict beside its reference. */
export interface VerdictRow {
  readonly claim: string;
  readonly reference: string;
  readonly found: string;
}

export interface Comparison {
  readonly verdicts: readonly VerdictRow[];
  readonly rows: readonly Row[];
  /** Every drift in a sentence; empty where there is none. */
  readonly drifts: readonly string[];
}

/** Puts results beside their reference: values within the reference's tolerances, rules, outcomes and verdicts equal. */
export function compare(reference: Reference, found: Reference): Comparison {
  const ids = [...new Set([...reference.claims, ...found.claims].map(({ id }) => id))].sort();
  const of = ({ claims }: Reference, id: string) => claims.find((claim) => claim.id === id);
  const verdicts = ids.map((claim) => ({
    claim,
    reference: of(reference, claim)?.verdict ?? 'not measured',
    found: of(found, claim)?.verdict ?? 'not measured',
  }));
  const rows = ids.flatMap((id) => claimRows(id, of(reference, id)?.tests ?? [], of(found, id)?.tests ?? []));
  return {
    verdicts,
    rows,
    drifts: [
      ...verdicts
        .filter((verdict) => verdict.reference !== verdict.found)
        .map(
          ({ claim, reference: before, found: now }) => `${claim}: the verdict was ${before} and is ${now}`,
        ),
      ...rows.flatMap(({ claim, statistic, drift }) => (drift ? [`${claim}, ${statistic}: ${drift}`] : [])),
    ],
  };
}
