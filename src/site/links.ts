/** A link inside the site that holds under any base path: `href('claims/origin/')`. */
export const href = (path = ''): string => `${import.meta.env.BASE_URL.replace(/\/$/, '')}/${path}`;

/** The whole address of a path that begins with the base, on the host that the site is built for. */
export const absolute = (path: string): string => new URL(path, import.meta.env.SITE).href;

/** Where a static server finds the page of a path: of all pages, only those of an error have no folder of their own. */
export const pagePath = (path: string): string => path.replace(/\/(404|500)\/?$/, '/$1.html');
