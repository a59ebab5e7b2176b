import { defineConfig } from 'vitest/config'
import config from './vitest.config.ts'

/** What takes minutes, or needs a server that CI does not have: `npm run long`. One file after the other. */
export default defineConfig({
  test: {
    ...config.test,
    include: ['test/long/**/*.test.ts', 'test/answers/{properties/*,magnitudes,hostile}.test.ts'],
    // Properties of which `npm test` tries a sample.
    env: { PROPERTY_RUNS: 'all' },
    exclude: ['**/node_modules/**'],
    testTimeout: 3_600_000,
    maxWorkers: 1,
  },
})
