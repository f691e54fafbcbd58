import { describe, expect, test } from 'vitest';
import { decodeCsv } from '../../src/data/csv.ts';

const read = (text: string) => {
  const { x, y } = decodeCsv(text, 'a.csv');
  return { x: Array.from(x.data), shape: x.shape, y: Array.from(y.data) };
};

describe('decodeCsv()', () => {
  test.each([
    ['commas', '1,2,3\n4,5,6\n'],
    ['semicolons', '1;2;3\r\n4;5;6\r\n'],
    ['tabs', '1\t2\t3\n4\t5\t6'],
    ['a line of names', 'a,b,c\n1,2,3\n4,5,6\n'],
    ['y in front', 'label,a,b\n3,1,2\n6,4,5\n'],
    ['y between', 'a,y,b\n1,3,2\n4,6,5\n'],
    ['quotes, blanks and empty lines', '"a; or ""b""",b,c\n\n"1", +2.0,3e0\n\n4,.5e1,6\n'],
    ['a byte order mark', '\ufeffa,b,c\n1,2,3\n4,5,6\n'],
  ])('reads a table with %s', (_what, text) => {
    expect(read(text)).toMatchObject({ x: [1, 2, 4, 5], shape: [2, 2], y: [3, 6] });
  });

  test('takes the numbers that a data frame counts its columns by for names', () => {
    expect(read('0,1,2,y\n5,6,7,1\n8,9,10,0\n')).toMatchObject({ x: [5, 6, 7, 8, 9, 10], y: [1, 0] });
    expect(read('0,1,2,3\n5,6,7,1\n8,9,10,0\n')).toMatchObject({ x: [5, 6, 7, 8, 9, 10], y: [1, 0] });
  });

  test('labels names of classes in alphabetical order', () => {
    expect(read('a,b,class\n1,2,setosa\n3,4,"iris, other"\n5,6,setosa\n').y).toEqual([1, 0, 1]);
  });

  test.each([
    ['nothing', ''],
    ['names alone', 'a,b\n'],
    ['one column', '1\n2\n'],
    ['a number that is missing', 'a,b\n1,2\n,3\n'],
    ['NaN', '1,2\nNaN,3\n'],
    ['infinity', '1,2\n-Infinity,3\n'],
    ['a number that is missing in y', '1,0\n2,NA\n3,1\n'],
    ['text in x', '1,2\nb,3\n'],
    ['a label that is missing', '1,a\n2,\n'],
    ['decimal commas', '1,5;2\n2,5;3\n'],
    ['rows of other lengths', 'a,b\n1,2\n1,2,3\n'],
    ['the index of a data frame', ',a,y\n0,5,1\n'],
  ])('refuses %s', (_what, text) => {
    expect(() => read(text)).toThrow(/^a\.csv: /);
  });
});
