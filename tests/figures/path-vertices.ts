/** Vertices of path data in its own units: absolute M and L, l and a dot's m relative to the vertex before. */
export function pathVertices(d: string): readonly (readonly [number, number])[] {
  const vertices: [number, number][] = [];
  for (const [, command, x, y] of d.matchAll(/([MLl]|(?<=h0)m)(-?\d*\.?\d+)[ ,]?(-?\d*\.?\d+)/g)) {
    const [fromX, fromY] = command === 'l' || command === 'm' ? vertices.at(-1)! : [0, 0];
    vertices.push([fromX + Number(x), fromY + Number(y)]);
  }
  return vertices;
}
