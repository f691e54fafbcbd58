import type { APIRoute } from 'astro';
import { publishedFiles, resultBytes } from '../../site/results.ts';

/** The results folder's own files for `npm run dev`; a build copies them (src/site/result-files.ts). */
export const getStaticPaths = () =>
  import.meta.env.DEV ? publishedFiles().map((file) => ({ params: { file } })) : [];

const types: Readonly<Record<string, string>> = {
  json: 'application/json',
  safetensors: 'application/octet-stream',
};

export const GET: APIRoute<never, { file: string }> = ({ params }) =>
  new Response(new Uint8Array(resultBytes(params.file)), {
    headers: { 'content-type': types[params.file.split('.').pop()!] },
  });
