import { defineConfig, mergeConfig } from 'vitest/config'
import config from './vitest.config.ts'

/** The tests that need no server, no browser and no process of their own: `npm run test:fast`. */
export default mergeConfig(
  config,
  defineConfig({
    test: {
      exclude: [
        '**/node_modules/**',
        'test/{app,bin,browser,contracts,deployment,simulation,tools}/**',
        'test/adapters/inbound/**',
        'test/adapters/outbound/{eventstoredb,pg-boss,postgres,redis,s3,sql-event-store}/**',
        'test/*.test.ts',
      ],
      coverage: { provider: 'v8', include: ['src/**/*.ts'], reporter: ['text-summary', 'html'] },
    },
  }),
)
