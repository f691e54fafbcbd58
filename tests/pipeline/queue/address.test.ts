import fc from 'fast-check';
import { expect, test } from 'vitest';
import { queueUrl, redisAddress, shownUrl, withoutPassword } from '../../../src/pipeline/queue/address.ts';

test.each([
  ['redis://host', { host: 'host', port: 6379, db: 0 }],
  ['redis://host:7000/', { host: 'host', port: 7000, db: 0 }],
  ['REDISS://host', { host: 'host', port: 6379, db: 0, tls: {} }],
  ['redis://:secret@[::1]:6380/12', { host: '::1', port: 6380, db: 12, password: 'secret' }],
  ['redis://ann@host?db=3', { host: 'host', port: 6379, db: 3, username: 'ann' }],
  [
    'redis://host?username=ann&password=a%2Fb&family=6',
    { host: 'host', port: 6379, db: 0, username: 'ann', password: 'a/b', family: 6 },
  ],
])('%s is read', (text, address) => expect(redisAddress(text)).toEqual(address));

test.each([
  ['localhost:6379', /looks like redis:/],
  ['http://host', /looks like redis:/],
  ['redis://', /looks like redis:/],
  ['', /looks like redis:/],
  ['redis://host:99999', /looks like redis:/],
  ['redis://:pa#hush@host', /%23/],
  ['redis://host/0#hush', /looks like redis:/],
  ['redis://:%zzhush@host', /looks like redis:/],
  ['redis://host/hush', /the database .* is a number/],
  ['redis://host/1/2', /is a number/],
  ['redis://host/-1', /is a number/],
  ['redis://host/1.5', /is a number/],
  ['redis://host/9999999999', /is a number/],
  ['redis://host?db=hush', /is a number/],
  ['redis://host?db=', /is a number/],
  ['redis://host/1?db=2', /names its db twice/],
  ['redis://:hush@host?password=hush', /names its password twice/],
  ['redis://host?family=5', /is 4 or 6/],
  ['redis://host?pass=hush', /may name username, password, db, family/],
  ['redis://host?keyPrefix=hush', /may name username, password, db, family/],
])('%s is refused, and nothing of it repeated', (text, reason) => {
  expect(() => queueUrl(text)).toThrow(reason);
  expect(() => queueUrl(text)).not.toThrow(/hush/);
});

test('an address is shown without its password, wherever that stands, and otherwise whole', () => {
  const part = fc.string({ minLength: 1, unit: 'grapheme' }).map((text) => `pw-${text}-pw`);
  fc.assert(
    fc.property(part, fc.boolean(), fc.integer({ min: 0, max: 99 }), (password, inQuery, db) => {
      const secret = encodeURIComponent(password);
      const text = inQuery
        ? `rediss://ann@host:6380/${db}?password=${secret}`
        : `rediss://ann:${secret}@host:6380/${db}`;
      expect(redisAddress(text).password).toBe(password);
      expect(shownUrl(text)).toBe(`rediss://ann:***@host:6380${db > 0 ? `/${db}` : ''}`);
      expect(withoutPassword(`a ${password} b ${secret} c`, text)).toBe('a *** b *** c');
    }),
  );
});
