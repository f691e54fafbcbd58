/** What a page may need beyond the policy of all pages. */
export type Need = 'worker' | 'wasm';

/**
 * The content-security policy of a page, as a meta element since any static server must do. KaTeX places its glyphs
 * by style attributes: those are allowed, style elements and inline scripts are not. Scripts read the site's own
 * files, such as the data of a figure. `wasm` lets the search compile its index.
 */
export const contentSecurityPolicy = (needs: readonly Need[] = []): string =>
  [
    "default-src 'none'",
    `script-src 'self'${needs.includes('wasm') ? " 'wasm-unsafe-eval'" : ''}`,
    ...(needs.includes('worker') ? ["worker-src 'self'"] : []),
    "connect-src 'self'",
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
