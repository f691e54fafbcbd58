import type { claims } from '../../src/claims/claim.ts';

/** What the files of a new study are called and say. */
export interface NewStudy {
  /** Folder, experiment and figure: lower-case words with hyphens. */
  readonly id: string;
  readonly claim: (typeof claims)[number];
}

/** The study's name in code. */
export const camel = (id: string) => id.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
export const pascal = (id: string) => camel(`-${id}`);
/** The study's name on a page. */
export const title = (id: string) => id.charAt(0).toUpperCase() + id.slice(1).replaceAll('-', ' ');

export const figureId = ({ id, claim }: NewStudy) => `fig-${claim.slug}-${id}`;
