/** Secrets from files: `NAME_FILE` for every setting that hides something, by one rule. */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { checkConfig } from '../../../src/app/config-check.ts'
import { readConfig } from '../../../src/app/config.ts'
import { readSettings } from '../../../src/app/config/read-settings.ts'
import { SETTINGS, type Setting } from '../../../src/app/config/settings-table.ts'
import { unknownNames } from '../../../src/app/config/unknown-names.ts'
import { cli } from '../../support/services/cli.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'docgen-secrets-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const KEY = Buffer.alloc(32, 7).toString('base64')

function file(name: string, content: string | Buffer): string {
  const made = path.join(folder, name)
  writeFileSync(made, content)
  return made
}

const hidden = Object.values<Setting>(SETTINGS).filter(({ hides }) => hides !== undefined)

test('every setting that hides something, and no other, takes a file', () => {
  expect(hidden.length).toBeGreaterThan(10)
  for (const { name, hides } of Object.values<Setting>(SETTINGS)) {
    const unknown = unknownNames({ [`${name}_FILE`]: '/run/secrets/x' })
    if (hides !== undefined) expect(unknown, name).toEqual([])
    else if (name.length >= 8) expect(unknown[0]?.message, name).toContain(`${name} is no secret: set it itself.`)
  }
})

test.each([
  ['a line break of Unix', `${KEY}\n`],
  ['one of Windows', `${KEY}\r\n`],
  ['none', KEY],
  ['a byte order mark', `\uFEFF${KEY}\n`],
])('the text of the file counts, with %s', (_, content) => {
  expect(readConfig({ DOCGEN_MASTER_KEY_FILE: file('key', content) }).master_key).toBe(KEY)
})

test('groups of settings take files, too', () => {
  const config = readConfig({
    DATABASE_URL_FILE: file('database', 'postgres://u:p@db/docgen\n'),
    SLACK_BOT_TOKEN_FILE: file('token', 'xoxb-1\n'),
    SLACK_SIGNING_SECRET_FILE: file('signing', 'shh\n'),
    S3_BUCKET: 'documents',
    S3_ENDPOINT_FILE: file('endpoint', 'https://u:p@s3.example.org\n'),
    REDIS_URL_FILE: '',
  })
  expect(config.redis_url).toBeUndefined()
  expect(config).toMatchObject({
    database_url: 'postgres://u:p@db/docgen',
    slack: { bot_token: 'xoxb-1', signing_secret: 'shh' },
    s3: { endpoint: 'https://u:p@s3.example.org' },
  })
})

const problemOf = (env: Record<string, string>): string => readSettings(env).problems[0]?.message ?? ''

test('both set is refused', () => {
  expect(problemOf({ DOCGEN_MASTER_KEY: KEY, DOCGEN_MASTER_KEY_FILE: file('key', KEY) })).toBe(
    'DOCGEN_MASTER_KEY: DOCGEN_MASTER_KEY_FILE is set, too. Keep one of the two, and start again.',
  )
})

test.each<[string, () => string, RegExp]>([
  ['is not there', () => path.join(folder, 'nowhere'), /cannot be read \(it does not exist\)\. Correct the path/],
  [
    'is a folder',
    () => (mkdirSync(path.join(folder, 'dir'), { recursive: true }), path.join(folder, 'dir')),
    /is no file/,
  ],
  ['never ends', () => '/dev/zero', /is no file/],
  ['is empty', () => file('empty', ''), /is empty\. Write the value into it/],
  ['holds only a line break', () => file('blank', '\n'), /is empty/],
  ['is too large', () => file('large', 'x'.repeat(16 * 1024 + 1)), /is larger than 16 KB/],
  ['has two lines', () => file('two', 'one\ntwo\n'), /is not one line of text/],
  ['is no text', () => file('bytes', Buffer.from([0xff, 0xfe, 0x00])), /is not one line of text/],
])('a file that %s is refused with one line that names the setting and the remedy', (_, make, message) => {
  const problem = problemOf({ DOCGEN_ADMIN_KEY_FILE: make() })
  expect(problem).toMatch(message)
  expect(problem).toMatch(/^DOCGEN_ADMIN_KEY_FILE: .*start again\.$/)
  expect(problem).not.toContain('\n')
})

test.runIf(process.getuid?.() !== 0)('a file without the right to read it is refused', () => {
  const closed = file('closed', KEY)
  chmodSync(closed, 0)
  expect(problemOf({ DOCGEN_MASTER_KEY_FILE: closed })).toContain('cannot be read (no permission)')
})

test('a pipe that nobody writes to does not hold the start', () => {
  const pipe = path.join(folder, 'pipe')
  execFileSync('mkfifo', [pipe])
  expect(problemOf({ DOCGEN_MASTER_KEY_FILE: pipe })).toContain('is no file')
})

test('a value that is wrong is said with the file, and not shown', () => {
  const problem = problemOf({ DOCGEN_ADMIN_KEY_FILE: file('short', 'hunter2') })
  expect(problem).toMatch(
    /^DOCGEN_ADMIN_KEY: must have at least 24 characters\. It stands in “.*short”: correct it there/,
  )
  expect(problem).not.toContain('hunter2')
})

test('config check shows where it came from, and never the value', async () => {
  const key = file('key', KEY)
  const env = {
    DOCGEN_MASTER_KEY_FILE: key,
    DATABASE_URL_FILE: file('database', 'postgres://u:hunter2@db:5432/docgen'),
    DOCGEN_DATA_DIR: '/data',
  }
  const terminal = await cli()
  const run = (args: string, given: Record<string, string>) =>
    terminal.run(`config check ${args}`, '', { checkConfig: (connect) => checkConfig(given, connect) })
  const { code, out, err } = await run('', env)
  expect(code).toBe(0)
  expect(out).toMatch(/^DOCGEN_MASTER_KEY +\(set, not shown\) +file .*key$/m)
  expect(out).toMatch(/^DATABASE_URL +postgres:\/\/db:5432\/docgen +file .*database$/m)
  expect(out + err).not.toContain(KEY)
  expect(out + err).not.toContain('hunter2')
  expect((await run('--json', env)).json).toMatchObject({
    settings: expect.arrayContaining([
      { name: 'DOCGEN_MASTER_KEY', value: '(set, not shown)', from: 'file', file: key },
    ]),
  })
  const wrong = await run('', { ...env, DOCGEN_MASTER_KEY: KEY })
  expect(wrong.code).toBe(1)
  expect(wrong.out).toMatch(/^DOCGEN_MASTER_KEY +\(cannot be used\) +file/m)
  expect(wrong.out).not.toContain(KEY)
})

test.each([
  ['DOCGEN_MASTERKEY_FILE', 'Did you mean “DOCGEN_MASTER_KEY_FILE”?'],
  ['DATABSE_URL_FILE', 'Did you mean “DATABASE_URL_FILE”?'],
  ['DOCGEN_REDIS_URL_FILE', 'Did you mean “REDIS_URL_FILE”?'],
  ['S3_SECRET_KEY_FILE', 'Credentials of S3 are read from AWS_SHARED_CREDENTIALS_FILE.'],
  ['SLACK_BOT_TOKN_FILE', 'Did you mean “SLACK_BOT_TOKEN_FILE”?'],
  ['DOCGEN_PUBLIC_URL_FILE', 'DOCGEN_PUBLIC_URL is no secret: set it itself.'],
])('%s: %s', (name, message) => {
  expect(unknownNames({ [name]: '/run/secrets/x' })[0]?.message).toContain(message)
})
