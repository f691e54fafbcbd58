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
  return {
    files: [`src/${folder}/**/*.ts`],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: folder === 'engine' ? patterns : [...patterns, tfjs] },
      ],
    },
  };
});

export default tseslint.config(
  { ignores: ['dist', '.cache', '.astro', 'node_modules', 'test-results'] },
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
  ...directions,
);
