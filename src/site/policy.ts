/**
 * The content-security policy of every page, as a meta element since any static server must do. KaTeX places its
 * glyphs by style attributes: those are allowed, style elements and inline scripts are not.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
