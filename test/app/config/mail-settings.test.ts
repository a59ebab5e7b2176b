/** Where mail goes: what is taken, what is refused, and that the password is never shown. */
import { expect, test } from 'vitest'
import { describeStores } from '../../../src/app/compose/stores/describe-stores.ts'
import { warnings } from '../../../src/app/compose/settings.ts'
import { describeSettings } from '../../../src/app/config/describe-settings.ts'
import { readConfig } from '../../../src/app/config.ts'

const PUBLIC = { DOCGEN_PUBLIC_URL: 'https://docs.example.com', DOCGEN_MAIL_FROM: 'docs@example.com' }
const read = (mail: string, more: Record<string, string> = {}) => readConfig({ ...PUBLIC, DOCGEN_MAIL: mail, ...more })

test.each([
  ['smtp://mail.example.com', { host: 'mail.example.com', port: 587, secure: false, starttls: true }],
  ['smtps://mail.example.com', { host: 'mail.example.com', port: 465, secure: true, starttls: true }],
  ['smtp://[::1]:25?starttls=off', { host: '::1', port: 25, secure: false, starttls: false }],
  ['smtp://ada%40x.de:p%2Fs%3As@mail:2525', { host: 'mail', port: 2525, user: 'ada@x.de', password: 'p/s:s' }],
])('%s', (written, expected) => {
  expect(read(written).mail).toMatchObject({ ...expected, from: { name: 'DocGen', address: 'docs@example.com' } })
})

test.each([
  'mail.example.com',
  'http://mail.example.com',
  'smtp://',
  'smtp://user@mail',
  'smtp://:secret@mail',
  'smtp://mail/path',
  'smtp://mail:99999',
  'smtp://mail?tls=no',
  'smtps://mail?starttls=off',
  'smtp://us%ZZer:p@mail',
  'OUTBOX',
])('%s is refused with what it takes', (written) => {
  expect(() => read(written)).toThrow(/^DOCGEN_MAIL: takes smtp:\/\/user:password@host:587/)
})

test.each([
  ['docs@example.com', { name: 'DocGen', address: 'docs@example.com' }],
  ['Our documents <Docs@Example.com>', { name: 'Our documents', address: 'docs@example.com' }],
  ['"Smith, Ada" <ada@example.com>', { name: 'Smith, Ada', address: 'ada@example.com' }],
])('from %s', (written, from) => {
  expect(read('smtp://mail', { DOCGEN_MAIL_FROM: written }).mail).toMatchObject({ from })
})

test.each(['nobody', 'A <a@b.de>, B <c@d.de>', 'A\r\nBcc: x@y.de <a@b.de>'])('from %j is refused', (written) => {
  expect(() => read('smtp://mail', { DOCGEN_MAIL_FROM: written })).toThrow(/^DOCGEN_MAIL_FROM: takes an address/)
})

test('what belongs together', () => {
  expect(() => readConfig({ DOCGEN_MAIL: 'smtp://mail', DOCGEN_MAIL_FROM: 'a@b.de' })).toThrow(
    /^DOCGEN_PUBLIC_URL: set/,
  )
  expect(() => readConfig({ DOCGEN_MAIL: 'smtp://mail', DOCGEN_PUBLIC_URL: 'https://x.de' })).toThrow(
    /^DOCGEN_MAIL_FROM: set/,
  )
  expect(() => readConfig({ DOCGEN_MAIL_FROM: 'a@b.de' })).toThrow(/^DOCGEN_MAIL_FROM: no mail is sent without/)
  expect(readConfig({ DOCGEN_MAIL: 'outbox' }).mail).toBe('outbox')
  expect(readConfig({}).mail).toBeUndefined()
})

test('the password is never shown, and what is risky is said', () => {
  const env = { ...PUBLIC, DOCGEN_MAIL: 'smtp://ada:hunter2@mail:25?starttls=off', DATABASE_URL: 'postgres://db/d' }
  const config = readConfig(env)
  expect(JSON.stringify([describeSettings(env), describeStores(config), warnings(config)])).not.toContain('hunter2')
  expect(describeSettings(env)).toContainEqual({ name: 'DOCGEN_MAIL', value: 'smtp://mail:25', from: 'environment' })
  expect(describeStores(config)).toContain('  Mail         smtp://mail:25')
  expect(warnings(config).join('\n')).toContain('without TLS')
  expect(describeSettings({ DOCGEN_MAIL: 'outbox' })).toContainEqual({
    name: 'DOCGEN_MAIL',
    value: 'outbox',
    from: 'environment',
  })
  expect(warnings(readConfig({ DOCGEN_MAIL: 'outbox', DOCGEN_PUBLIC_URL: 'https://x.de' })).join('\n')).toContain(
    'for development',
  )
})
