import { besideEachOther, type HeadRow } from './heads.ts';
import { type Reference } from '../../claims/published.ts';
import { statisticsOf } from './reference.ts';
import { claimRows, type Comparing, type Row } from './rows.ts';
import { sinceReference, type Terms } from './terms.ts';
import type { Wording } from './wording.ts';

/** A verdict beside its reference. */
export interface VerdictRow {
  readonly claim: string;
  readonly reference: string;
  readonly found: string;
}

export interface Comparison {
  /** What the two sides are called. */
  readonly names: Wording['names'];
  readonly heads: readonly HeadRow[];
  readonly verdicts: readonly VerdictRow[];
  readonly rows: readonly Row[];
  /** Every drift in a sentence; empty where there is none. */
  readonly drifts: readonly string[];
}

/** Facts without which no statistic of the two is of one kind. */
const kind: readonly HeadRow['fact'][] = ['profile', 'backend', 'data set'];

function claimsBeside(reference: Reference, found: Reference, comparing: Comparing) {
  const ids = [...new Set([...reference.claims, ...found.claims].map(({ id }) => id))].sort();
  const of = ({ claims }: Reference, id: string) => claims.find((claim) => claim.id === id);
  return {
    verdicts: ids.map((claim) => ({
      claim,
      reference: of(reference, claim)?.verdict ?? 'not measured',
      found: of(found, claim)?.verdict ?? 'not measured',
    })),
    rows: ids.flatMap((id) =>
      claimRows(id, [of(reference, id)?.tests ?? [], of(found, id)?.tests ?? []], comparing),
    ),
  };
}

/**
 * Puts results beside their reference: their heads alike, values within what is allowed, rules, outcomes and verdicts
 * equal. Of another profile, backend or data set nothing is compared; of other seeds and experiments, the outcomes.
 */
export function compare(reference: Reference, found: Reference, terms: Terms = sinceReference): Comparison {
  const { words } = terms;
  const heads = besideEachOther(reference, found, terms);
  const unlike = heads.filter(({ alike }) => !alike);
  const comparing: Comparing = {
    ...terms,
    statistics: statisticsOf(reference.claims),
    sameSeeds: unlike.every(({ fact }) => fact !== 'set of seeds'),
  };
  const { verdicts, rows } = unlike.some(({ fact }) => kind.includes(fact))
    ? { verdicts: [], rows: [] }
    : claimsBeside(reference, found, comparing);
  return {
    names: words.names,
    heads,
    verdicts,
    rows,
    drifts: [
      ...unlike.map(words.heads),
      ...verdicts
        .filter((verdict) => verdict.reference !== verdict.found)
        .map(({ claim, reference: before, found: now }) => `${claim}: ${words.verdicts(before, now)}`),
      ...rows.flatMap(({ claim, statistic, drift }) => (drift ? [`${claim}, ${statistic}: ${drift}`] : [])),
    ],
  };
}
