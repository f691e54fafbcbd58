import { axisOf, knownNumbers, sizeOf, type Node } from '../../graph/value.ts';
import { pairs } from '../../graph/rules/shapes.ts';
import { stridesOf, type Kernel, type Kernels, type Run } from './kernel.ts';

const range = (count: number, of: (i: number) => number = (i) => i) =>
  Int32Array.from({ length: count }, (_, i) => of(i));

/** Of each axis of a result, the places in x that its entries come from; −1 is none, and gives 0. */
type Sources = readonly Int32Array[];

const follow = (list: Int32Array) => list.every((at, i) => at >= 0 && at === list[0] + i);

/**
 * Where each row of the result starts in x, or −1, with the length of the rows: the last axes, as far as all of each is
 * taken, and one more that is taken in a piece.
 */
function rowsOf(shape: readonly number[], sources: Sources) {
  const strides = stridesOf(shape);
  let axes = shape.length;
  while (
    axes > 0 &&
    sources[axes - 1].length === shape[axes - 1] &&
    follow(sources[axes - 1]) &&
    sources[axes - 1][0] === 0
  )
    axes--;
  let length = sizeOf(shape.slice(axes));
  let offset = 0;
  if (axes > 0 && follow(sources[axes - 1])) {
    axes--;
    offset = sources[axes][0] * strides[axes];
    length *= sources[axes].length;
  }
  let starts = Int32Array.of(offset);
  for (let axis = 0; axis < axes; axis++) {
    const next = new Int32Array(starts.length * sources[axis].length);
    let k = 0;
    for (const start of starts)
      for (const at of sources[axis]) next[k++] = start < 0 || at < 0 ? -1 : start + at * strides[axis];
    starts = next;
  }
  return { starts, length };
}

/** Rows this long are copied by the system, shorter ones number by number. */
const long = 32;

/** The entries of x at `sources`. */
function picked(shape: readonly number[], sources: Sources): Run {
  const { starts, length } = rowsOf(shape, sources);
  return ([x], [y]) => {
    for (let r = 0, o = 0; r < starts.length; r++, o += length) {
      const start = starts[r];
      if (start < 0) y.fill(0, o, o + length);
      else if (length >= long) y.set(x.subarray(start, start + length), o);
      else for (let i = 0; i < length; i++) y[o + i] = x[start + i];
    }
  };
}

/** The transpose of `picked`: adds entries up where they came from. */
function returned(shape: readonly number[], sources: Sources): Run {
  const { starts, length } = rowsOf(shape, sources);
  return ([g], [x]) => {
    x.fill(0);
    for (let r = 0, o = 0; r < starts.length; r++, o += length)
      if (starts[r] >= 0) for (let i = 0; i < length; i++) x[starts[r] + i] += g[o + i];
  };
}

/** An op that takes each axis apart from the others. */
const byAxes =
  (sources: (one: Node, axis: number, size: number) => Int32Array): Kernel =>
  (one) => {
    const [{ shape }] = one.inputs;
    return picked(
      shape,
      shape.map((size, axis) => sources(one, axis, size)),
    );
  };

const marginsOf = (one: Node) => pairs(knownNumbers(one, 1));

/** Where a mirrored axis of `size` takes its entries from. */
function mirrored(one: Node, axis: number, size: number): Int32Array {
  const [before, after] = marginsOf(one)[axis];
  const edge = one.attributes.mode.value === 'REFLECT' ? 0 : 1;
  return range(before + size + after, (i) => {
    const at = i - before;
    if (at < 0) return -at - edge;
    return at >= size ? 2 * (size - 1) - at + edge : at;
  });
}

const broadcast: Kernel = ({ inputs: [x], outputs: [y] }) => {
  if (sizeOf(x.shape) === 1) return ([from], [to]) => void to.fill(from[0]);
  const shape = [...Array<number>(y.shape.length - x.shape.length).fill(1), ...x.shape];
  return picked(
    shape,
    shape.map((size, axis) => range(y.shape[axis], size === 1 ? () => 0 : undefined)),
  );
};

/** Side of the squares in which a matrix is transposed, so that both sides stay in the cache. */
const tile = 32;

function transposeMatrices(count: number, rows: number, columns: number): Run {
  return ([x], [y]) => {
    for (let k = 0; k < count; k++) {
      const at = k * rows * columns;
      for (let r0 = 0; r0 < rows; r0 += tile)
        for (let c0 = 0; c0 < columns; c0 += tile) {
          const [r1, c1] = [Math.min(rows, r0 + tile), Math.min(columns, c0 + tile)];
          for (let c = c0; c < c1; c++)
            for (let r = r0; r < r1; r++) y[at + c * rows + r] = x[at + r * columns + c];
        }
    }
  };
}

/** Axes by another order; those that stay neighbours are one. */
const transpose: Kernel = (one) => {
  const [{ shape }] = one.inputs;
  const order = knownNumbers(one, 1);
  const groups: number[][] = [];
  for (const axis of order.filter((at) => shape[at] !== 1)) {
    const last = groups.at(-1);
    const between = last ? shape.slice(last.at(-1)! + 1, axis) : [];
    if (last && axis > last.at(-1)! && sizeOf(between) === 1) last.push(axis);
    else groups.push([axis]);
  }
  const strides = stridesOf(shape);
  const sizes = groups.map((group) => sizeOf(group.map((axis) => shape[axis])));
  const steps = groups.map((group) => strides[group.at(-1)!]);
  const count = sizes.length;
  const swapsLast = count >= 2 && steps[count - 2] === 1 && steps[count - 1] === sizes[count - 2];
  const inOrder = steps.slice(0, -2).every((step, k) => step === sizeOf(sizes.slice(k + 1)));
  if (swapsLast && inOrder)
    return transposeMatrices(sizeOf(sizes.slice(0, -2)), sizes[count - 1], sizes[count - 2]);
  const [length, step] = [sizes.at(-1) ?? 1, steps.at(-1) ?? 1];
  let starts = Int32Array.of(0);
  for (let k = 0; k < count - 1; k++)
    starts = Int32Array.from(
      { length: starts.length * sizes[k] },
      (_, i) => starts[Math.floor(i / sizes[k])] + (i % sizes[k]) * steps[k],
    );
  return ([x], [y]) => {
    for (let r = 0, o = 0; r < starts.length; r++) {
      let at = starts[r];
      for (const end = o + length; o < end; o++, at += step) y[o] = x[at];
    }
  };
};

/** Blocks of `before` an axis, of `length` numbers each, from one array to another. */
function copyBlocks(
  from: { readonly subarray: (a: number, b: number) => ArrayLike<number> } & ArrayLike<number>,
  fromStride: number,
  to: { set(values: ArrayLike<number>, at: number): void; [i: number]: number },
  toStride: number,
  [fromOffset, toOffset, length, count]: readonly [number, number, number, number],
): void {
  for (let k = 0; k < count; k++) {
    const [p, q] = [fromOffset + k * fromStride, toOffset + k * toStride];
    if (length >= long) to.set(from.subarray(p, p + length), q);
    else for (let i = 0; i < length; i++) to[q + i] = from[p + i];
  }
}

const concat: Kernel = (one) => {
  const parts = one.inputs.slice(0, -1);
  const [y] = one.outputs;
  const axis = axisOf(knownNumbers(one, parts.length)[0], y.shape);
  const count = sizeOf(y.shape.slice(0, axis));
  const lengths = parts.map(({ shape }) => sizeOf(shape.slice(axis)));
  const stride = sizeOf(y.shape.slice(axis));
  return (inputs, [out]) => {
    let offset = 0;
    lengths.forEach((length, i) => {
      copyBlocks(inputs[i], length, out, stride, [0, offset, length, count]);
      offset += length;
    });
  };
};

/** Pieces of x along an axis. */
function pieces(one: Node, axis: number, lengths: readonly number[]): Run {
  const [{ shape }] = one.inputs;
  const count = sizeOf(shape.slice(0, axis));
  const stride = sizeOf(shape.slice(axis));
  return ([x], outputs) => {
    let offset = 0;
    lengths.forEach((length, i) => {
      copyBlocks(x, stride, outputs[i], length, [offset, 0, length, count]);
      offset += length;
    });
  };
}

function checkIndices(op: string, indices: ArrayLike<number>, size: number): void {
  for (let i = 0; i < indices.length; i++)
    if (!(indices[i] >= 0 && indices[i] < size))
      throw new RangeError(`${op}: index ${indices[i]} is not in [0, ${size})`);
}

const gather: Kernel = (one) => {
  const [x, places] = one.inputs;
  const axis = axisOf(knownNumbers(one, 2)[0], x.shape);
  const [before, size, after] = [
    sizeOf(x.shape.slice(0, axis)),
    x.shape[axis],
    sizeOf(x.shape.slice(axis + 1)),
  ];
  const entries = sizeOf(places.shape);
  return ([from, indices], [to]) => {
    checkIndices('gather', indices, size);
    for (let k = 0, o = 0; k < before; k++)
      for (let e = 0; e < entries; e++, o += after) {
        const start = (k * size + indices[e]) * after;
        if (after >= long) to.set(from.subarray(start, start + after), o);
        else for (let i = 0; i < after; i++) to[o + i] = from[start + i];
      }
  };
};

/** Rows added up by where they go; a negative place is none. */
const segmentSum: Kernel = (one) => {
  const [rows, places] = one.inputs;
  const [y] = one.outputs;
  const after = sizeOf(rows.shape.slice(places.shape.length));
  return ([from, indices], [to]) => {
    to.fill(0);
    for (let e = 0; e < indices.length; e++) {
      if (indices[e] < 0) continue;
      if (indices[e] >= y.shape[0])
        throw new RangeError(`segment sum: index ${indices[e]} is not in [0, ${y.shape[0]})`);
      const start = indices[e] * after;
      for (let i = 0; i < after; i++) to[start + i] += from[e * after + i];
    }
  };
};

const cumsum: Kernel = (one) => {
  const [{ shape }] = one.inputs;
  const { exclusive, reverse } = one.attributes;
  const axis = axisOf(knownNumbers(one, 1)[0], shape);
  const [before, size, after] = [sizeOf(shape.slice(0, axis)), shape[axis], sizeOf(shape.slice(axis + 1))];
  const step = (reverse.value === true ? -1 : 1) * after;
  return ([x], [y]) => {
    for (let k = 0; k < before; k++)
      for (let i = 0; i < after; i++) {
        let at = k * size * after + i + (step < 0 ? (size - 1) * after : 0);
        let sum = 0;
        for (let j = 0; j < size; j++, at += step) {
          const next = sum + x[at];
          y[at] = exclusive.value === true ? sum : next;
          sum = next;
        }
      }
  };
};

/** Along a new last axis `on` at the place that an index names, else `off`. */
const oneHot: Kernel = ({ outputs: [{ shape }] }) => {
  const depth = shape.at(-1)!;
  return ([indices, , [on], [off]], [y]) => {
    y.fill(off);
    for (let i = 0; i < indices.length; i++)
      if (indices[i] >= 0 && indices[i] < depth) y[i * depth + indices[i]] = on;
  };
};

/** Ops that move numbers about. */
export const moving: Kernels = {
  BroadcastTo: broadcast,
  Transpose: transpose,
  Slice: byAxes((one, axis) => range(one.outputs[0].shape[axis], (i) => knownNumbers(one, 1)[axis] + i)),
  Pad: byAxes((one, axis, size) => {
    const [before, after] = marginsOf(one)[axis];
    return range(before + size + after, (i) => (i < before || i >= before + size ? -1 : i - before));
  }),
  MirrorPad: byAxes(mirrored),
  MirrorPadGrad: (one) => {
    const { shape } = one.outputs[0];
    return returned(
      shape,
      shape.map((size, axis) => mirrored(one, axis, size)),
    );
  },
  Tile: byAxes((one, axis, size) => range(one.outputs[0].shape[axis], (i) => i % size)),
  ReverseV2: byAxes((one, axis, size) => {
    const turned = knownNumbers(one, 1).some((at) => axisOf(at, one.inputs[0].shape) === axis);
    return range(size, (i) => (turned ? size - 1 - i : i));
  }),
  ConcatV2: concat,
  SplitV: (one) => {
    const axis = axisOf(knownNumbers(one, 2)[0], one.inputs[0].shape);
    return pieces(
      one,
      axis,
      one.outputs.map(({ shape }) => sizeOf(shape.slice(axis))),
    );
  },
  Unpack: (one) =>
    pieces(
      one,
      axisOf(one.attributes.axis.value as number, one.inputs[0].shape),
      one.outputs.map(({ shape }) => sizeOf(shape.slice(one.attributes.axis.value as number))),
    ),
  GatherV2: gather,
  UnsortedSegmentSum: segmentSum,
  Cumsum: cumsum,
  OneHot: oneHot,
};
