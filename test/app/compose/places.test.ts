import { expect, test } from 'vitest'
import { placesOf } from '../../../src/app/compose/places.ts'
import { readConfig } from '../../../src/app/config.ts'

test('the embedded default is one folder', () => {
  expect(placesOf(readConfig({ DOCGEN_DATA_DIR: '/data' }))).toEqual(['DocGen opens /data …'])
})

test('every store is named, and no secret', () => {
  const lines = placesOf(
    readConfig({
      DOCGEN_DATA_DIR: '/data',
      DATABASE_URL: 'postgres://me:se@cret@db.internal:5432/docs?password=secret',
      EVENTSTORE_URL: 'esdb+discover://me:secret@a:2113,b:2113?tls=true&userKeyFile=secret',
      REDIS_URL: 'rediss://:secret@cache:6380/2',
      S3_BUCKET: 'papers',
      S3_ENDPOINT: 'https://s3.internal',
      SLACK_BOT_TOKEN: 'xoxb-secret',
      SLACK_SIGNING_SECRET: 'secret',
    }),
  )
  expect(lines).toEqual([
    'DocGen opens its stores …',
    '  Events       esdb+discover://a:2113,b:2113',
    '  Read models  postgres://db.internal:5432/docs',
    '  Documents    bucket papers at https://s3.internal',
    '  Templates    compiled once in each process, and shared in rediss://cache:6380/2',
    '  Slack        over HTTP',
  ])
  expect(placesOf(readConfig({ DATABASE_URL: 'postgres://me:se?cret@db/docs' }))).toContain(
    '  Read models  postgres://…',
  )
  expect(placesOf(readConfig({ DOCGEN_DATA_DIR: '/data', DATABASE_URL: 'postgres://db/docs' })).slice(1, 4)).toEqual([
    '  Events       postgres://db/docs',
    '  Read models  postgres://db/docs',
    '  Documents    /data',
  ])
})
