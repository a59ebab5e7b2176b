import { expect, test } from 'vitest'
import { describeStores } from '../../../src/app/compose/stores/describe-stores.ts'
import { readConfig } from '../../../src/app/config.ts'

test('the embedded default is one folder', () => {
  expect(describeStores(readConfig({ DOCGEN_DATA_DIR: '/data' }))).toEqual(['DocGen opens /data …'])
})

test('every store is named, and no secret', () => {
  const lines = describeStores({
    ...readConfig({
      DOCGEN_DATA_DIR: '/data',
      DATABASE_URL: 'postgres://me:se@cret@db.internal:5432/docs?password=secret',
      REDIS_URL: 'rediss://:secret@cache:6380/2',
      S3_BUCKET: 'papers',
      S3_ENDPOINT: 'https://s3.internal',
      SLACK_BOT_TOKEN: 'xoxb-secret',
      SLACK_SIGNING_SECRET: 'secret',
    }),
    // Its file is none that can be read here.
    eventstore_url: 'esdb://me:secret@a:2113,b:2113?tls=true&userKeyFile=secret',
  })
  expect(lines).toEqual([
    'DocGen opens its stores …',
    '  Events       esdb://a:2113,b:2113',
    '  Read models  postgres://db.internal:5432/docs',
    '  Documents    bucket papers at https://s3.internal',
    '  Templates    compiled once in each process, and shared in rediss://cache:6380/2',
    '  Slack        over HTTP',
  ])
  // Reading refuses it; what is printed does not rely on that.
  expect(describeStores({ ...readConfig({}), database_url: 'postgres://me:se?cret@db/docs' })).toContain(
    '  Read models  postgres://…',
  )
  expect(
    describeStores(readConfig({ DOCGEN_DATA_DIR: '/data', DATABASE_URL: 'postgres://db/docs' })).slice(1, 4),
  ).toEqual(['  Events       postgres://db/docs', '  Read models  postgres://db/docs', '  Documents    /data'])
})
