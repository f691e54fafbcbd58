import { typeInGraph } from './attributes.ts';
import { attribute, renamed, type Node, type Reference } from './graph.ts';
import { dataTypes } from './native.ts';
import { inputType, type Precision, type TensorSpec } from './signature.ts';
import { inputName, type Output, type Trace } from './trace.ts';

/** A loop written out; its placeholders are those of the step. */
interface Unrolled {
  readonly nodes: readonly Node[];
  /** The carry after the last step, then what each step gave, stacked along a new first axis. */
  readonly outputs: readonly Output[];
}

/** How often a step is repeated, and what goes from one to the next. */
interface LoopShape {
  /** Inputs of the step that its first outputs replace in the next step. */
  readonly carry: number;
  /** Inputs after those, which take another value in each step. */
  readonly each: readonly TensorSpec[];
  readonly steps: number;
}

/** Nodes that all steps share. */
const isSingle = ({ op }: Node) => op === 'Placeholder' || op === 'Const';

/** A placeholder of one step's value becomes one of all values, taken apart. */
function unpacked(name: string, spec: TensorSpec, steps: number, precision: Precision): Node[] {
  const T = attribute.type(typeInGraph(dataTypes[inputType(spec)], precision));
  const shape = attribute.shape([steps, ...spec.shape]);
  return [
    { name, op: 'Placeholder', inputs: [], attributes: { dtype: T, shape } },
    {
      name: `each_${name}`,
      op: 'Unpack',
      inputs: [name],
      attributes: { T, num: attribute.integer(steps), axis: attribute.integer(0) },
    },
  ];
}

function packed(name: string, inputs: readonly Reference[], type: number): Node {
  const attributes = {
    T: attribute.type(type),
    N: attribute.integer(inputs.length),
    axis: attribute.integer(0),
  };
  return { name, op: 'Pack', inputs, attributes };
}

/** Repeats the graph of one step, so that a whole loop is one call; constants and other inputs stay single. */
export function unroll(
  { nodes, outputs }: Pick<Trace, 'nodes' | 'outputs'>,
  { carry, each, steps }: LoopShape,
  precision: Precision,
): Unrolled {
  const eachNames = new Map(each.map((spec, i) => [inputName(carry + i), spec]));
  const repeated = nodes.filter((node) => !isSingle(node));
  const unrolled = nodes.filter(isSingle).flatMap((node) => {
    const spec = eachNames.get(node.name);
    return spec ? unpacked(node.name, spec, steps, precision) : [node];
  });

  let state = outputs.slice(0, carry).map((_, i) => inputName(i));
  const results: Reference[][] = [];
  for (let step = 0; step < steps; step++) {
    const targets = new Map(state.map((reference, i) => [inputName(i), reference]));
    for (const name of eachNames.keys()) targets.set(name, `each_${name}:${step}`);
    for (const { name } of repeated) targets.set(name, `s${step}/${name}`);
    const follow = (reference: Reference) => {
      const [name, output] = reference.split(':');
      const target = targets.get(name) ?? name;
      return output === undefined ? target : `${target}:${output}`;
    };
    unrolled.push(...repeated.map((node) => renamed(node, `s${step}/`, follow)));
    const given = outputs.map(({ reference }) => follow(reference));
    state = given.slice(0, carry);
    results.push(given.slice(carry));
  }

  const last = state.map((reference, i): Output => ({ reference, type: outputs[i].type }));
  const rows = outputs.slice(carry).map(({ type }, i): Output => {
    const name = `stacked_${i}`;
    unrolled.push(
      packed(
        name,
        results.map((row) => row[i]),
        type,
      ),
    );
    return { reference: name, type };
  });
  return { nodes: unrolled, outputs: [...last, ...rows] };
}
