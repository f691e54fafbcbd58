import { expect, test } from 'vitest';
import { troubleOf } from '../../../src/pipeline/queue/trouble.ts';

const reply = (message: string, more: object = {}) =>
  Object.assign(new Error(message), { name: 'ReplyError', ...more });

test.each([
  'LOADING Redis is loading the dataset in memory',
  'MISCONF Redis is configured to save RDB snapshots, but …',
  "OOM command not allowed when used memory > 'maxmemory'.",
  "OOM command not allowed when used memory > 'maxmemory'. script: 698c20564d72cf0e00c44112d43bafa7e363f885, on @user_script:4.",
  'ERR Error running script (call to f_1): @user_script:12: @user_script: 12: -MISCONF Redis is configured to …',
  'BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.',
  "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
  'CLUSTERDOWN The cluster is down',
  'NOREPLICAS Not enough good replicas to write.',
  'ERR max number of clients reached',
])('what passes is waited for: %s', (message) => {
  expect(troubleOf(reply(message))).toMatchObject({ type: 'passing', until: expect.stringMatching(/^\w/) });
});

test.each([
  "NOPERM this user has no permissions to run the 'hgetall' command",
  'NOAUTH Authentication required.',
  'WRONGPASS invalid username-password pair or user is disabled.',
  "READONLY You can't write against a read only replica.",
  'ERR DB index is out of range',
  "ERR unknown command 'EVAL', with args beginning with: ",
  'WRONGTYPE Operation against a key holding the wrong kind of value',
  'MOVED 1234 127.0.0.1:7001',
])('what does not pass is no reason to wait: %s', (message) => {
  expect(troubleOf(reply(message))).toMatchObject({ type: 'refusal', message });
});

test('what a transaction was given up for is told, not that it was', () => {
  const previousErrors = [reply("OOM command not allowed when used memory > 'maxmemory'.")];
  const error = reply('EXECABORT Transaction discarded because of previous errors.', { previousErrors });
  expect(troubleOf(error)).toMatchObject({
    type: 'passing',
    kind: 'OOM',
    message: previousErrors[0].message,
  });
});

test('a broken connection and a lost job are mishaps; anything else is none of the queue’s', () => {
  expect(troubleOf(new Error('Connection is closed.')).type).toBe('mishap');
  expect(troubleOf(Object.assign(new Error('Missing lock for job 1'), { code: -2 })).type).toBe('mishap');
  expect(troubleOf(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })).type).toBe('other');
});
