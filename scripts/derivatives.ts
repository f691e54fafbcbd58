import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { flat } from '../src/engine/graph/rules/elementwise.ts';
import { ruleGroups, type RuleGroup } from '../src/engine/graph/rules/table.ts';
import { writeAtomically } from '../src/pipeline/atomic.ts';
import { Complaint } from '../src/pipeline/complaint.ts';
import { projectRoot } from '../src/pipeline/paths.ts';
import { main, parse } from '../src/pipeline/command-line.ts';

const help = `npm run derivatives -- [options]

Writes the table of the rules by which the engine takes derivatives into docs/derivatives.md, from the rules themselves.

  --check         change nothing; fail where the table is not that of the rules
`;

const file = join(projectRoot, 'docs/derivatives.md');

const row = (...cells: readonly string[]) =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

function table({ title, source, rules }: RuleGroup): string {
  const rows = Object.entries(rules).map(([op, { said }]) =>
    row(`\`${op}\``, said.forward, said.transposed ?? '', said.kinks ?? ''),
  );
  const head = [row('op', 'rate of y', 'cotangents', 'kinks'), row('---', '---', '---', '---')];
  return [`## ${title}`, '', `From ${source}.`, '', ...head, ...rows].join('\n');
}

function constants(): string {
  const rows = Object.entries(flat).map(([op, kinks]) => row(`\`${op}\``, kinks));
  return ['## Constant but for their jumps', '', row('op', 'jumps'), row('---', '---'), ...rows].join('\n');
}

/** What stands above the tables is written by hand. */
const begin = '<!-- npm run derivatives writes what follows -->';

await main(() => {
  const { values } = parse(help, { check: { type: 'boolean' } });
  const [intro] = readFileSync(file, 'utf8').split(begin);
  const text = `${intro}${begin}\n\n${[...ruleGroups.map(table), constants()].join('\n\n')}\n`;
  // Prettier would align the columns, which makes every change of one rule a change of all lines.
  if (!values.check) writeAtomically(file, text);
  else if (readFileSync(file, 'utf8') !== text)
    throw new Complaint('docs/derivatives.md is not the table of the rules: npm run derivatives');
  return Promise.resolve(0);
});
