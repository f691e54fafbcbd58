import astro from 'eslint-plugin-astro';
import tseslint from 'typescript-eslint';

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

const tfjs = { group: ['@tensorflow/*'], message: 'Only src/engine imports tfjs.' };

/** What is imported from packages; which of our modules may import which others is in dependency-cruiser.config.js. */
const imports = (paths, patterns) => ({
  '@typescript-eslint/no-restricted-imports': ['error', { paths, patterns }],
});

export default tseslint.config(
  { ignores: ['dist', 'dist.*', 'package', 'package.*', '.cache', '.astro', 'node_modules', 'test-results'] },
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
  { files: ['src/**/*.ts'], ignores: strict, rules: imports(lenient, [tfjs]) },
  { files: ['src/engine/**/*.ts'], rules: imports(lenient, []) },
  { files: strict, rules: imports([], [tfjs]) },
);
