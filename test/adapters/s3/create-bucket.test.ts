/** The bucket of a server of one's own: made once, by a program with the service's environment. */
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hasS3, HOW_TO_GET_S3, startS3, type TestS3 } from '../../support/radosgw.ts'
import { onRealServer } from '../../support/real-servers.ts'

onRealServer('making a bucket', hasS3, HOW_TO_GET_S3, () => {
  let server: TestS3
  beforeAll(async () => { server = await startS3() }, 120_000)
  afterAll(() => server.stop())

  const run = (env: Record<string, string>) => promisify(execFile)(process.execPath, ['bin/create-bucket.ts'], {
    env: { S3_ENDPOINT: server.endpoint, AWS_ACCESS_KEY_ID: server.access_key, AWS_SECRET_ACCESS_KEY: server.secret_key, ...env },
  }).then(({ stdout }) => stdout.trim(), (error: { code: number; stderr: string }) => `${error.code} ${error.stderr.trim()}`)

  test('it is made when it is not there, and left alone when it is', async () => {
    const S3_BUCKET = `made-${randomUUID()}`
    expect(await run({ S3_BUCKET })).toBe(`${S3_BUCKET}: created`)
    expect(await run({ S3_BUCKET })).toBe(`${S3_BUCKET}: exists`)
  })

  test('what is wrong is said', async () => {
    expect(await run({ S3_ENDPOINT: '' })).toBe('2 S3_BUCKET: name the bucket to make.')
    expect(await run({ S3_BUCKET: 'some-bucket', AWS_SECRET_ACCESS_KEY: 'wrong' })).toMatch(/^1 S3 at .* refuses/)
    expect(await run({ S3_BUCKET: 'some-bucket', S3_ENDPOINT: 'http://127.0.0.1:1' })).toMatch(/^1 S3 at .* cannot be reached/)
  })
})
