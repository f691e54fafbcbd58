import { constantNumbers, reachable, type Value } from './value.ts';

const shown = (values: readonly number[]) =>
  values.length > 6 ? `${values.slice(0, 6).join(' ')} …` : values.join(' ');

/** A graph as text, one node a line: `%3 = MatMul(%0, %2) float32 [5, 4]`, and what it gives. */
export function printed(values: readonly Value[]): string {
  const nodes = reachable(values);
  const names = new Map(nodes.map((one, i) => [one, `%${i}`]));
  const name = ({ node, output }: Value) =>
    node.outputs.length > 1 ? `${names.get(node)}:${output}` : names.get(node)!;
  const lines = nodes.map((one) => {
    const types = one.outputs.map(({ type, shape }) => `${type} [${shape.join(', ')}]`).join(', ');
    const numbers = constantNumbers(one.outputs[0]);
    const flags = Object.entries(one.attributes).flatMap(([key, { kind, value }]) =>
      kind === 'type' || kind === 'types' || kind === 'shape' ? [] : [`${key}=${String(value)}`],
    );
    const inside = numbers ? shown(numbers) : [...one.inputs.map(name), ...flags].join(', ');
    return `${names.get(one)} = ${one.op}(${inside}) ${types}`;
  });
  return [...lines, `return ${values.map(name).join(', ')}`].join('\n');
}
