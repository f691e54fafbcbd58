import type { Curve, Role } from '../../figures/figure-data.ts';
import { toPlain } from '../../figures/markup.ts';
import type { ClaimSummary } from '../../figures/claim-summary.ts';
import type { SparklineData } from '../../figures/sparkline.ts';
import { verdictOpening } from '../../claims/verdict.ts';
import { dropFinding, energyFinding, overtakeFinding } from './findings.ts';
import { firstName } from './schema.ts';
import { decayRuns, eventsOf, firstFactors, type DecayRun } from './selections.ts';

const drawn = { before: 20, after: 40 } as const;

/** The loss around the first decay of every seed. */
function sparkline(runs: readonly DecayRun[]): SparklineData | null {
  const events = eventsOf(runs, firstName(firstFactors[0]));
  if (events.length === 0) return null;
  const curves = events.flatMap(({ seed, event: { before, control, decayed } }) => {
    const start = before.at(-1)!;
    const curve = (after: readonly number[], role: Role, name: string): Curve => {
      const losses = [...before.slice(-drawn.before - 1), ...after.slice(0, drawn.after)];
      return {
        kind: 'curve',
        name: `${name}, seed ${seed}`,
        role,
        x: losses.map((_, i) => i - drawn.before),
        y: losses.map((loss) => loss / start),
      };
    };
    return [curve(control, 'control', 'undecayed'), curve(decayed, 'measured', 'decayed')];
  });
  const ordered = [
    ...curves.filter(({ role }) => role === 'control'),
    ...curves.filter(({ role }) => role === 'measured'),
  ];
  const axis = { symbol: '', unit: '', scale: 'linear' } as const;
  return {
    description: toPlain(dropFinding(runs)),
    caption: 'loss around a decay',
    x: { ...axis, words: 'step since the decay', domain: [-drawn.before, drawn.after] },
    y: {
      ...axis,
      words: 'loss over that at the decay',
      domain: [0, Math.max(...curves.flatMap(({ y }) => y as number[]))],
    },
    curves: ordered,
    marks: [1, 0],
  };
}

export const summary: ClaimSummary = {
  claim: 'R4',
  standfirst: (results) => {
    const runs = decayRuns(results);
    const opening = verdictOpening(results.claim('R4').verdict);
    return runs.length === 0 ? opening : `${opening} ${energyFinding(runs)} ${overtakeFinding(runs)}`;
  },
  sparkline: (results) => sparkline(decayRuns(results)),
};
