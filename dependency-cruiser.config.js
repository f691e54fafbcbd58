/**
 * Which of our modules may import which: `npm run check` holds it, `npm run architecture` draws it.
 * Each room of src/ may import from the rooms that are named with it, which stand below it.
 */
export const rooms = {
  math: [],
  data: ['math'],
  engine: ['math', 'data'],
  claims: ['math', 'data'],
  measure: ['math', 'data', 'claims'],
  figures: ['math', 'data', 'claims', 'measure'],
  report: ['math', 'data', 'claims', 'measure', 'figures'],
  studies: ['math', 'data', 'claims', 'measure', 'figures'],
  registry: ['math', 'data', 'claims', 'measure', 'figures', 'studies'],
  pipeline: ['math', 'data', 'engine', 'claims', 'studies', 'registry'],
  instrument: ['math', 'data', 'engine', 'claims', 'measure', 'figures', 'report', 'pipeline'],
  site: ['math', 'data', 'claims', 'measure', 'figures', 'report', 'studies', 'registry'],
  labs: ['math', 'data', 'figures'],
  components: ['math', 'data', 'claims', 'figures', 'studies', 'site', 'labs'],
  layouts: ['site', 'components'],
  pages: ['math', 'data', 'claims', 'figures', 'registry', 'site', 'components', 'layouts'],
};

/** Rooms of which others see types alone: an experiment knows the interface of the engine that it receives. */
const typesOf = { claims: ['engine'], measure: ['engine'], studies: ['engine'] };

const inRoom = (names) => `^src/(?:${names.join('|')})(?:/|\\.)`;

const directions = Object.entries(rooms).flatMap(([room, below]) => {
  const types = typesOf[room] ?? [];
  const foreign = Object.keys(rooms).filter(
    (other) => other !== room && ![...below, ...types].includes(other),
  );
  return [
    {
      name: `${room}-imports-what-is-below`,
      comment: `src/${room} may import only from ${[room, ...below].map((name) => `src/${name}`).join(', ')}.`,
      severity: 'error',
      from: { path: inRoom([room]) },
      // The labs that train a network and check a run start tfjs in a worker of theirs.
      to: { path: inRoom(foreign), ...(room === 'labs' && { pathNot: '^src/engine/browser' }) },
    },
    ...types.map((other) => ({
      name: `${room}-sees-types-of-${other}`,
      comment: `Of src/${other}, src/${room} may import types alone.`,
      severity: 'error',
      from: { path: inRoom([room]) },
      to: { path: inRoom([other]), dependencyTypesNot: ['type-only'] },
    })),
  ];
});

/** What other projects can import: of these rooms, and nothing imports it here. */
const library = ['math', 'data', 'engine', 'measure', 'report', 'instrument'];
const entry = '^src/index\\.ts$';
const libraryRules = [
  {
    name: 'the-library-is-of-the-lower-rooms',
    comment: `src/index.ts may import only from ${library.map((name) => `src/${name}`).join(', ')}.`,
    severity: 'error',
    from: { path: entry },
    to: { path: '^src/', pathNot: inRoom(library) },
  },
  {
    name: 'the-library-is-for-others',
    comment: 'Import from the module itself: src/index.ts is for other projects.',
    severity: 'error',
    from: { path: '^src/' },
    to: { path: entry },
  },
];

const own = (pattern) => `^src/studies/$1/(?:${pattern})\\.ts$`;
const anyStudy = '^src/studies/([^/]+)/';
/** What shows: sentences, figures, and what these are made with. */
const pageSide = '[^/]*(?:findings|selections|summary|words|axes|curves|table)|figures/[^/]+';
const part = (role) => `[^/]*${role}`;

/** Inside a study: what may not be imported, by the role that a file's name says. */
const roles = [
  {
    name: 'schema-stands-alone',
    comment: 'The schema of a study imports nothing of the study but another schema.',
    from: `${anyStudy}${part('schema')}\\.ts$`,
    to: '^src/studies/$1/',
    except: own(part('schema')),
  },
  {
    name: 'settings-read-the-schema',
    comment: 'Settings of a study read its schemas and other settings alone.',
    from: `${anyStudy}${part('settings')}\\.ts$`,
    to: '^src/studies/$1/',
    except: own(`${part('schema')}|${part('settings')}`),
  },
  {
    name: 'judges-read-outputs',
    comment: 'A judge reads schema, settings and statistics: nothing that runs, nothing of the pages.',
    from: `${anyStudy}${part('judge')}\\.ts$`,
    to: '^src/studies/$1/',
    except: own(['schema', 'settings', 'statistics', 'judge'].map(part).join('|')),
  },
  {
    name: 'pages-read-outputs',
    comment: 'Findings, figures, selections and the summary import nothing that runs.',
    from: `${anyStudy}(?:${pageSide})\\.ts$`,
    to: `^src/studies/$1/(?:experiment|${part('run')})\\.ts$`,
  },
  {
    name: 'runs-know-no-pages',
    comment: 'What runs imports neither settings and judges nor anything of the pages: they are in no key.',
    from: anyStudy,
    fromNot: `^src/studies/[^/]+/(?:experiment|${['judge', 'settings', 'statistics'].map(part).join('|')}|${pageSide}|[^/]+\\.test)\\.ts$`,
    to: own(`experiment|${part('settings')}|${part('judge')}|${pageSide}`),
  },
  {
    name: 'experiments-are-registered',
    comment: 'Only the registry imports the experiment of a study.',
    from: '^src/(?!registry/)',
    fromNot: '\\.test\\.ts$',
    to: '^src/studies/[^/]+/experiment\\.ts$',
  },
  {
    name: 'studies-share-schemas-and-settings',
    comment:
      'Of another study a study imports its schemas and settings. What both need lives in measure or figures.',
    from: anyStudy,
    to: '^src/studies/(?!$1/)',
    except: `^src/studies/[^/]+/(?:${part('schema')}|${part('settings')})\\.ts$`,
  },
].map(({ name, comment, from, fromNot, to, except }) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, ...(fromNot && { pathNot: fromNot }) },
  to: { path: to, ...(except && { pathNot: except }) },
}));

export default {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Cut what both need out of the two, or import in one direction. Types count.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    ...directions,
    ...libraryRules,
    ...roles,
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^node:|node_modules|[?]' },
    enhancedResolveOptions: { extensions: ['.ts', '.mjs', '.js'] },
  },
};
