import { defineConfig, mergeConfig } from 'vitest/config'
import config from './vitest.config.ts'

/** The tests that need no server, no database, no browser and no process of their own: `npm run test:fast`. */
export default mergeConfig(
  config,
  defineConfig({
    test: {
      // No module of these keeps state that another test could see, so files share their imports.
      isolate: false,
      exclude: [
        '**/node_modules/**',
        'test/{app,bin,browser,contracts,deployment,simulation,tools}/**',
        'test/adapters/inbound/**',
        'test/adapters/outbound/{eventstoredb,pg-boss,pglite,postgres,redis,s3,sql-event-store}/**',
        'test/projections/{engine/parking,engine/rebuild/rebuild,models/read-models}.test.ts',
        'test/processes/process-manager.test.ts',
        'test/queries/lists.test.ts',
        'test/*.test.ts',
      ],
      coverage: { provider: 'v8', include: ['src/**/*.ts'], reporter: ['text-summary', 'html'] },
    },
  }),
)
