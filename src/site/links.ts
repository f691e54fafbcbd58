/** A link inside the site that holds under any base path: `href('claims/origin/')`. */
export const href = (path = ''): string => `${import.meta.env.BASE_URL.replace(/\/$/, '')}/${path}`;
