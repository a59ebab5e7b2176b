import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/long/**'],
    // Only against what hangs: a machine at a load of 40 is twenty times as slow, and passes all the same.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // Where nobody looks at a failure that never comes again, it is tried once more, and printed as such.
    retry: process.env['CI'] === undefined ? 0 : 1,
    pool: 'forks',
    // Suites wait for servers a third of the time: two more than there are processors keep these busy.
    maxWorkers: availableParallelism() + 2,
    // A busy machine is slow: conditions are waited for, not hoped for.
    expect: { poll: { timeout: 120_000 } },
  },
})
