import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The MDX of a page with the MDX files that it imports put where they stand, so that what those number, cite and refer
 * to counts as the page's own. `path` is the page's file, from the root of the project.
 */
export function wholeBody(path: string, body = readFileSync(path, 'utf8')): string {
  const imports = [...body.matchAll(/^import (\w+) from '([^']+\.mdx)';$/gm)];
  return imports.reduce(
    (text, [, name, from]) =>
      text.replaceAll(new RegExp(`<${name}(\\s[^>]*)?/>`, 'g'), () => wholeBody(join(dirname(path), from))),
    body,
  );
}
