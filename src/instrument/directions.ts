import type { DirectionCounts, Training } from '../measure/landscape/options.ts';
import { optimizerNames } from '../measure/landscape/schema.ts';
import { UsageError } from '../pipeline/command-line.ts';

const usual: DirectionCounts = { top: 5, bottom: 3, gradient: true, random: 4 };
const most = 100;

/**
 * What `top:5,bottom:3,gradient,random:4` asks for; what is not named is left out.
 * @throws UsageError that names the word at fault
 */
export function directionsOf(text: string | undefined): DirectionCounts {
  if (text === undefined) return usual;
  const counts = { top: 0, bottom: 0, gradient: false, random: 0 };
  for (const word of text.split(',')) {
    const match = /^(?:(top|bottom|random):(\d+)|(gradient))$/.exec(word.trim());
    if (!match || Number(match[2] ?? 0) > most)
      throw new UsageError(
        `--directions has '${word}', where top:N, bottom:N, gradient and random:N can stand, N up to ${most}. Try --help.`,
      );
    if (match[3]) counts.gradient = true;
    else counts[match[1] as 'top'] = Number(match[2]);
  }
  return counts;
}

/** A positive number. */
export function positiveNumber(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value <= 0)
    throw new UsageError(`--${name} is a positive number, not ${text}. Try --help.`);
  return value;
}

/**
 * What `gd`, `momentum:0.9`, `adam` or `sgd:32` say.
 * @throws UsageError that names what is wrong
 */
export function trainingOf(rate: string | undefined, text: string | undefined): Training | undefined {
  if (rate === undefined) {
    if (text !== undefined)
      throw new UsageError('--optimizer goes with its learning rate; add --lr. Try --help.');
    return undefined;
  }
  const learningRate = positiveNumber('lr', rate);
  const [name, parameter] = (text ?? 'gd').split(':');
  const optimizer = optimizerNames.find((known) => known === name);
  const wants = optimizer === 'momentum' || optimizer === 'sgd';
  if (!optimizer || wants !== (parameter !== undefined))
    throw new UsageError(`--optimizer is gd, momentum:β, adam or sgd:B, not ${text}. Try --help.`);
  if (!wants) return { learningRate, optimizer };
  const value = positiveNumber('optimizer', parameter);
  if (optimizer === 'momentum' ? value >= 1 : !Number.isInteger(value))
    throw new UsageError(
      `--optimizer ${text}: β of momentum is below 1, and a batch of sgd a whole number. Try --help.`,
    );
  return { learningRate, optimizer, parameter: value };
}

/** Seconds of `90s`, `5m` or `1h`. */
export function secondsOf(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(s|m|h)$/.exec(text);
  const seconds = match ? Number(match[1]) * { s: 1, m: 60, h: 3600 }[match[2] as 's'] : 0;
  if (seconds <= 0)
    throw new UsageError(`--budget is a time such as 90s, 5m or 1h, not ${text}. Try --help.`);
  return seconds;
}
