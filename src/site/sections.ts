/** The parts of the site, in the order of the masthead. */
export const sections = [
  { id: 'claims', name: 'Claims', path: '' },
  { id: 'labs', name: 'Labs', path: 'labs/' },
  { id: 'methods', name: 'Methods', path: 'methods/' },
  { id: 'data', name: 'Data', path: 'data/' },
  { id: 'reproduce', name: 'Reproduce', path: 'reproduce/' },
  { id: 'search', name: 'Search', path: 'search/' },
] as const;

export type Section = (typeof sections)[number]['id'];
