import type { APIRoute } from 'astro';
import { trainDigits } from '../../../site/train-digits.ts';

/** All vendored digits, 65 bytes each. */
export const GET: APIRoute = async () =>
  new Response((await trainDigits()).bytes, { headers: { 'content-type': 'application/octet-stream' } });
