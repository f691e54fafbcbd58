import astro from 'eslint-plugin-astro';
import tseslint from 'typescript-eslint';

/** What each part of src/ may import of the others: imports point one way. */
const mayImport = {
  math: [],
  data: ['math'],
  engine: ['math'],
  experiments: ['math', 'data'],
  pipeline: ['math', 'data', 'engine', 'experiments'],
  figures: ['math'],
  labs: ['math', 'data', 'figures'],
  site: ['math', 'data', 'experiments', 'figures'],
};

/** Of these only types: an experiment knows the interface of the engine it receives, a figure the shape of its data. */
const mayImportTypes = { experiments: ['engine'], figures: ['experiments'] };

/** d3 skips NaN, null and undefined without a word, and simple-statistics knows a slope of a single point. */
const lenient = [
  {
    name: 'd3',
    importNames: `sum fsum cumsum mean median mode quantile quantileSorted deviation variance rank
      min max extent least greatest minIndex maxIndex leastIndex greatestIndex`.split(/\s+/),
    message: 'Statistics that skip nothing come from src/math/statistics.ts.',
  },
  { name: 'simple-statistics', message: 'Slopes and correlations come from src/math/fits.ts.' },
];

/** What wraps them. */
const strict = ['src/math/summaries.ts', 'src/math/fits.ts'];

const folders = [...Object.keys(mayImport), 'components', 'layouts', 'pages'];

const directions = Object.entries(mayImport).map(([folder, allowed]) => {
  const foreign = folders.filter((other) => other !== folder && !allowed.includes(other));
  // The one lab that trains a network starts tfjs in its worker.
  const ways = folder === 'labs' ? ['!**/engine/browser', '!**/engine/browser/**'] : [];
  const message = `src/${folder} may import only from ${[folder, ...allowed].map((name) => `src/${name}`).join(', ')}.`;
  const patterns = foreign.map((other) => ({
    group: [`**/${other}/**`, ...(other === 'engine' ? ways : [])],
    message,
    allowTypeImports: mayImportTypes[folder]?.includes(other) ?? false,
  }));
  const tfjs = { group: ['@tensorflow/*'], message: 'Only src/engine imports tfjs.' };
  const rule = (paths) => ({
    '@typescript-eslint/no-restricted-imports': [
      'error',
      { paths, patterns: folder === 'engine' ? patterns : [...patterns, tfjs] },
    ],
  });
  return [
    { files: [`src/${folder}/**/*.ts`], ignores: strict, rules: rule(lenient) },
    { files: strict.filter((file) => file.startsWith(`src/${folder}/`)), rules: rule([]) },
  ].filter(({ files }) => files.length > 0);
});

export default tseslint.config(
  { ignores: ['dist', 'dist.*', '.cache', '.astro', 'node_modules', 'test-results'] },
  ...tseslint.configs.strict,
  ...astro.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'off',
    },
  },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  {
    files: ['src/math/**/*.ts', 'src/figures/**/*.ts', 'src/labs/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', 'process', 'Buffer', '__dirname'],
      'no-restricted-properties': [
        'error',
        {
          object: 'Math',
          property: 'random',
          message: 'Numbers come from a seeded source (src/math/random.ts).',
        },
        { object: 'Date', property: 'now', message: 'No clock in mathematics.' },
      ],
    },
  },
  ...directions.flat(),
);
