/**
 * Names in the environment that look like settings of ours and are none: a misspelt setting would be ignored in
 * silence, and its default used.
 */
import { didYouMean } from '../../domain/questions/naming/did-you-mean.ts'
import { editDistance } from '../../domain/questions/naming/nearest-names.ts'
import type { Environment, SettingProblem } from './environment.ts'
import { fileNameOf } from './setting-text.ts'
import { SETTINGS, type Setting } from './settings-table.ts'

const PLAIN_NAMES: readonly string[] = Object.values(SETTINGS).map(({ name }) => name)
/** With the names that files are given by. */
const NAMES: readonly string[] = Object.values<Setting>(SETTINGS).flatMap((setting) => {
  const byFile = fileNameOf(setting)
  return byFile === undefined ? [setting.name] : [setting.name, byFile]
})

/** What begins so is ours. */
const PREFIXES = ['DOCGEN_', 'S3_', 'SLACK_', 'EVENTSTORE_', 'EVENTSTOREDB_', 'REDIS_']

/** Read by other parts: the command line, the tests and the benches. */
const READ_ELSEWHERE = new Set([
  'DOCGEN_URL',
  'DOCGEN_KEY',
  'DOCGEN_TEST_SEED',
  'DOCGEN_SIMULATED_ROUNDS',
  'DOCGEN_FIGURES',
  'EVENTSTORE_COMMAND',
])

/** Names that other programs use for what is said to us in another way. */
const SAID_OTHERWISE: Readonly<Record<string, string>> = {
  S3_ACCESS_KEY: 'AWS_ACCESS_KEY_ID',
  S3_ACCESS_KEY_ID: 'AWS_ACCESS_KEY_ID',
  S3_SECRET_KEY: 'AWS_SECRET_ACCESS_KEY',
  S3_SECRET_ACCESS_KEY: 'AWS_SECRET_ACCESS_KEY',
  S3_ACCESS_KEY_FILE: 'AWS_SHARED_CREDENTIALS_FILE',
  S3_ACCESS_KEY_ID_FILE: 'AWS_SHARED_CREDENTIALS_FILE',
  S3_SECRET_KEY_FILE: 'AWS_SHARED_CREDENTIALS_FILE',
  S3_SECRET_ACCESS_KEY_FILE: 'AWS_SHARED_CREDENTIALS_FILE',
}

/**
 * What Kubernetes and Docker put into the environment for a service called `redis` or `docgen`: `REDIS_SERVICE_HOST`,
 * `REDIS_PORT_6379_TCP_ADDR`, `REDIS_PORT=tcp://…`
 * (https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables).
 */
const SERVICE_LINK = /_(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)$/
const LINKED_PORT = /^(tcp|udp|sctp):\/\//

const isServiceLink = (name: string, value: string): boolean =>
  SERVICE_LINK.test(name) || (name.endsWith('_PORT') && LINKED_PORT.test(value))

/** The name of a setting that is given by a file. */
const FILE = /^(.+)_FILE$/

/** Shorter names of others are near ours by chance. */
const SHORTEST_NEAR_NAME = 8

/** The names that are refused, each with what may have been meant. Their values are not told: they may be secret. */
export function unknownNames(env: Environment): SettingProblem[] {
  return Object.entries(env)
    .filter(([name, value]) => value !== undefined && value !== '' && isRefused(name, value))
    .map(([name]) => ({
      setting: name,
      message: `${name}: there is no such setting.${suggestion(name)} Correct or remove it, and start again.`,
    }))
}

function isRefused(name: string, value: string): boolean {
  if (NAMES.includes(name) || READ_ELSEWHERE.has(name) || isServiceLink(name, value)) return false
  const upper = name.toUpperCase()
  return (
    PREFIXES.some((prefix) => upper.startsWith(prefix)) ||
    NAMES.some((known) => isNear(upper, known) || isNear(upper, `${known}_FILE`))
  )
}

/** At most one letter in eight is another, missing, too many, or swapped with its neighbour. */
function isNear(name: string, known: string): boolean {
  const most = Math.min(2, Math.floor(known.length / 8))
  // Most names differ in length by more, which costs nothing to see.
  if (known.length < SHORTEST_NEAR_NAME || Math.abs(name.length - known.length) > most) return false
  return editDistance(name, known) <= most
}

function suggestion(name: string): string {
  const otherwise = SAID_OTHERWISE[name]
  if (otherwise !== undefined) return ` Credentials of S3 are read from ${otherwise}.`
  const withoutFile = FILE.exec(name.toUpperCase())?.[1]
  if (withoutFile !== undefined && PLAIN_NAMES.includes(withoutFile))
    return ` ${withoutFile} is no secret: set it itself.`
  const bare = name.toUpperCase().replace(/^DOCGEN_/, '')
  const known = withoutFile === undefined ? PLAIN_NAMES : NAMES.filter((one) => FILE.test(one))
  const meant = didYouMean(known, known.includes(bare) ? bare : name)
  if (meant !== '') return meant
  const prefix = PREFIXES.find((one) => name.toUpperCase().startsWith(one)) ?? ''
  return ` Those that begin with ${prefix} are ${PLAIN_NAMES.filter((one) => one.startsWith(prefix)).join(', ')}.`
}
