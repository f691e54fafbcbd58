import { sha256 } from './sha256.ts';

async function fetchBytes(url: URL): Promise<Uint8Array> {
  const response = await fetch(url).catch((cause: unknown) => {
    throw new Error(`${url.pathname} cannot be fetched. Is the server there?`, { cause });
  });
  if (!response.ok)
    throw new Error(`${url.pathname} cannot be fetched: the server answers ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/**
 * A published file whose bytes have the expected checksum.
 * @throws Error naming the file and both checksums where they differ
 */
export async function fetchVerified(data: string, path: string, expected: string): Promise<Uint8Array> {
  const bytes = await fetchBytes(new URL(path, data));
  const found = sha256(bytes);
  if (found === expected) return bytes;
  throw new Error(
    `${path} is damaged: its SHA-256 is ${found.slice(0, 16)}…, published was ${expected.slice(0, 16)}…. ` +
      'Nothing was computed from it. Reload the page; if that does not help, the copy on the server is bad.',
  );
}

/** A JSON file that nothing vouches for, such as the manifest itself. */
export async function fetchJson<T>(data: string, path: string): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await fetchBytes(new URL(path, data)))) as T;
}
