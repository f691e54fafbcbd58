import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'tests/{unit,engine,instrument,package,pipeline,figures,published,guide}/**/*.test.ts',
      'src/studies/*/*.test.ts',
    ],
    pool: 'forks',
    // Native TensorFlow and the workers of the pipeline each want a core.
    maxWorkers: 2,
    testTimeout: 60_000,
  },
});
