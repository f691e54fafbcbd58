import type { JudgedClaim, Verdict } from '../claims/claim.ts';
import { capitalised, countWord, listed } from '../figures/numbers.ts';

const singular: Readonly<Record<Verdict, string>> = {
  supported: 'holds',
  partly: 'holds in part',
  refuted: 'fails',
  inconclusive: 'stays open',
  'not measured': 'is not measured yet',
};
const plural: Readonly<Record<Verdict, string>> = {
  supported: 'hold',
  partly: 'hold in part',
  refuted: 'fail',
  inconclusive: 'stay open',
  'not measured': 'are not measured yet',
};

/** What became of the claims, in one sentence without its full stop. */
export function headline(claims: readonly Pick<JudgedClaim, 'verdict'>[]): string {
  const order: readonly Verdict[] = ['supported', 'partly', 'refuted', 'inconclusive'];
  const counts = order
    .map((verdict) => ({ verdict, count: claims.filter((claim) => claim.verdict === verdict).length }))
    .filter(({ count }) => count > 0);
  const measured = counts.reduce((sum, { count }) => sum + count, 0);
  const total = countWord(claims.length);
  if (measured === 0)
    return `None of ${total} claims about the multiscale loss landscape is measured in this build`;
  const outcome = ({ verdict, count }: (typeof counts)[number]) => (count === 1 ? singular : plural)[verdict];
  if (measured === 1)
    return `One of ${total} claims about the multiscale loss landscape is measured so far: it ${outcome(counts[0])}`;
  const outcomes = listed(counts.map((entry) => `${countWord(entry.count)} ${outcome(entry)}`));
  if (measured === claims.length)
    return `Of ${total} claims about the multiscale loss landscape, ${outcomes}`;
  return `${capitalised(countWord(measured))} of ${total} claims about the multiscale loss landscape are measured so far: ${outcomes}`;
}
