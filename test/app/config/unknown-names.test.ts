/** Names that look like settings and are none: misspelt ones are refused, those of other programs are left alone. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SETTINGS } from '../../../src/app/config/settings-table.ts'
import { unknownNames } from '../../../src/app/config/unknown-names.ts'
import { SEED } from '../../answers/properties/locales.ts'

const messageFor = (name: string, value = 'x') => unknownNames({ [name]: value })[0]?.message

test.each([
  ['DATABSE_URL', 'DATABSE_URL: there is no such setting. Did you mean “DATABASE_URL”? Correct or remove it'],
  ['DATABASE_URI', 'Did you mean “DATABASE_URL”?'],
  ['DOCGEN_DATADIR', 'Did you mean “DOCGEN_DATA_DIR”?'],
  ['DOCGEN_ADMINKEY', 'Did you mean “DOCGEN_ADMIN_KEY”?'],
  ['DOCGN_MASTER_KEY', 'Did you mean “DOCGEN_MASTER_KEY”?'],
  ['DOCGEN_PORT', 'Did you mean “PORT”?'],
  ['DOCGEN_HOST', 'Did you mean “HOST”?'],
  ['DOCGEN_DATABASE_URL', 'Did you mean “DATABASE_URL”?'],
  ['S3_BUKET', 'Did you mean “S3_BUCKET”?'],
  ['S3_ACCESS_KEY', 'Credentials of S3 are read from AWS_ACCESS_KEY_ID.'],
  ['EVENTSTORE_URI', 'Did you mean “EVENTSTORE_URL”?'],
  ['EVENTSTOREDB_URL', 'Did you mean “EVENTSTORE_URL”?'],
  ['REDIS_PASSWORD', 'Those that begin with REDIS_ are REDIS_URL.'],
  ['SLACK_SIGNING_SECERT', 'Did you mean “SLACK_SIGNING_SECRET”?'],
  ['docgen_data_dir', 'Did you mean “DOCGEN_DATA_DIR”?'],
])('%s is refused: %s', (name, message) => {
  expect(messageFor(name)).toContain(message)
})

test.each([
  ['PATH', '/usr/bin'],
  ['HOME', '/root'],
  ['HOSTNAME', 'box'],
  ['PORTS', '80'],
  ['POSTGRES_URL', 'postgres://db'],
  ['AWS_REGION', 'eu-central-1'],
  ['XDG_DATA_DIRS', '/usr/share'],
  ['DOCGEN_URL', 'https://docs.example.com'],
  ['DOCGEN_KEY', 'dgk_x'],
  ['DOCGEN_COLOUR', ''],
  // What Kubernetes and Docker set for services that are called so.
  ['REDIS_SERVICE_HOST', '10.0.0.11'],
  ['REDIS_SERVICE_PORT', '6379'],
  ['REDIS_PORT', 'tcp://10.0.0.11:6379'],
  ['REDIS_PORT_6379_TCP_ADDR', '10.0.0.11'],
  ['DOCGEN_PORT', 'tcp://10.0.0.12:8080'],
  ['DOCGEN_SERVICE_PORT_HTTP', '8080'],
])('%s=%s is left alone', (name, value) => {
  expect(messageFor(name, value)).toBeUndefined()
})

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789'
const NAMES = Object.values(SETTINGS).map(({ name }) => name)

/** A name with one letter missing, too many, another, or swapped with the next. */
const misspelt = fc
  .record({
    name: fc.constantFrom(...NAMES.filter((name) => name.length >= 8)),
    place: fc.nat(),
    letter: fc.constantFrom(...LETTERS),
    slip: fc.constantFrom('missing', 'added', 'another', 'swapped'),
  })
  .map(({ name, place, letter, slip }) => {
    const at = place % name.length
    const [before, here, next, after] = [name.slice(0, at), name[at] ?? '', name[at + 1] ?? '', name.slice(at + 2)]
    const written = {
      missing: before + next + after,
      added: before + letter + here + next + after,
      another: before + letter + next + after,
      swapped: before + next + here + after,
    }[slip]
    return { name, written }
  })
  .filter(({ written }) => !NAMES.includes(written) && !['DOCGEN_URL', 'DOCGEN_KEY'].includes(written))

test('every setting of eight letters and more is noticed with one slip in its name', () => {
  fc.assert(
    fc.property(misspelt, ({ name, written }) => {
      expect(messageFor(written), `${name} as ${written}`).toMatch(
        /^\w+: there is no such setting\. .*Correct or remove/,
      )
    }),
    { seed: SEED, numRuns: 500 },
  )
})
