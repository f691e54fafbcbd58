/** Vertices of path data in its own units: absolute M and L, and l relative to the vertex before. */
export function pathVertices(d: string): readonly (readonly [number, number])[] {
  const vertices: [number, number][] = [];
  for (const [, command, x, y] of d.matchAll(/([MLl])(-?\d*\.?\d+)[ ,]?(-?\d*\.?\d+)/g)) {
    const [fromX, fromY] = command === 'l' ? vertices.at(-1)! : [0, 0];
    vertices.push([fromX + Number(x), fromY + Number(y)]);
  }
  return vertices;
}
