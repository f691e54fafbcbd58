import { describe, expect, test } from 'vitest';
import { decodeCsv } from '../../src/data/csv.ts';

const read = (text: string) => {
  const { arrays, notes } = decodeCsv(text, 'a.csv');
  return { x: Array.from(arrays.x.data), shape: arrays.x.shape, y: Array.from(arrays.y.data), notes };
};

describe('decodeCsv()', () => {
  test.each([
    ['commas', '1,2,3\n4,5,6\n'],
    ['semicolons', '1;2;3\r\n4;5;6\r\n'],
    ['tabs', '1\t2\t3\n4\t5\t6'],
    ['a line of names', 'a,b,c\n1,2,3\n4,5,6\n'],
    ['y in front', 'label,a,b\n3,1,2\n6,4,5\n'],
    ['y between', 'a,y,b\n1,3,2\n4,6,5\n'],
    ['quotes, blanks and empty lines', '"a, or ""b""",b,c\n\n "1" , +2.0,3e0\n\n4,.5e1,6\n'],
    ['a byte order mark', '\ufeffa,b,c\n1,2,3\n4,5,6\n'],
  ])('reads a table with %s', (_what, text) => {
    expect(read(text)).toMatchObject({ x: [1, 2, 4, 5], shape: [2, 2], y: [3, 6] });
  });

  test('takes the numbers that a data frame has for names as names', () => {
    expect(read('0,1,2,y\n5,6,7,1\n8,9,10,0\n')).toMatchObject({ x: [5, 6, 7, 8, 9, 10], y: [1, 0] });
    expect(read('0,1,2,3\n5,6,7,1\n8,9,10,0\n')).toMatchObject({ x: [5, 6, 7, 8, 9, 10], y: [1, 0] });
  });

  test('labels names of classes in alphabetical order and says so', () => {
    const { y, notes } = read('a,b,kind\n1,2,setosa\n3,4,"iris, other"\n5,6,setosa\n');
    expect(y).toEqual([1, 0, 1]);
    expect(notes.join(' ')).toContain('alphabetical order: iris, other = 0, setosa = 1.');
  });

  test.each([
    ['nothing', '', 'has no rows'],
    ['names alone', 'a,b\n', 'names of columns and no rows'],
    ['one column', '1\n2\n', 'single column'],
    [
      'a number that is missing',
      'a,b\n1,2\n,3\n',
      'line 3 has nothing in column 1, where a number is missing',
    ],
    ['a number that is NA', 'a,b\n1,2\n3,NA\n', "line 3 has 'NA' in column 2"],
    ['NaN', '1,2\nNaN,3\n', "line 2 has 'NaN' in column 1, where a number is missing"],
    ['infinity', '1,2\n-inf,3\n', "line 2 has '-inf'"],
    ['a number beyond all', '1,2\n1e999,3\n', "line 2 has '1e999' in column 1, which is no number"],
    ['text in x', '1,2\nb,3\n', "line 2 has 'b' in column 1, which is no number"],
    ['a decimal comma', '1,5;2\n2,5;3\n', 'which is no number'],
    ['hexadecimals', '1,2\n0x10,3\n', "line 2 has '0x10'"],
    ['rows of other lengths', 'a,b\n1,2\n"1",2,3\n', 'line 3 has 3 fields and the first one 2'],
    ['lines within quotes', '"a\n\nb",c\n1,2\n3\n', 'line 5 has 1 fields'],
    ['a quote without end', 'a,b\n"1,2\n', 'line 2 has a quote without an end'],
    ['something behind a quote', 'a,b\n"1"1,2\n', 'line 2 has something behind a quoted field'],
    ['names and numbers for y', '1,a\n2,3\n', "line 1 has 'a' for y"],
    ['two columns for y', 'x,y,label\n1,2,3\n', '2 columns for y: y, label'],
    ['the index of a data frame', ',a,y\n0,5,1\n', 'index=False'],
    ['zeros', '1,2\0\n', 'zero bytes'],
  ])('refuses %s', (_what, text, message) => {
    expect(() => read(text)).toThrow(message);
    expect(() => read(text)).toThrow(/^a\.csv: /);
  });
});
