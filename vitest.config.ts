import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // A busy machine is slow: conditions are waited for, not hoped for.
    expect: { poll: { timeout: 15_000 } },
  },
})
