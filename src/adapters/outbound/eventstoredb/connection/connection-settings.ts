/** The settings after the “?” of a connection string: known by name, each with what its value must look like. */
import { UnsafeConnectionString } from './errors.ts'

/** Times are in milliseconds. */
export interface Settings {
  readonly tls: boolean
  /** Files: of the authority that signed the server's certificate, and of our own certificate and its key. */
  readonly tlsCAFile: string | undefined
  readonly userCertFile: string | undefined
  readonly userKeyFile: string | undefined
  readonly connectionName: string | undefined
  readonly keepAliveInterval: number
  readonly keepAliveTimeout: number
  /** Of a question to the server other than reads and appends, which have bounds of their own. */
  readonly defaultDeadline: number
  readonly maxDiscoverAttempts: number
  readonly discoveryInterval: number
  readonly gossipTimeout: number
}

const WHOLE_NUMBER = [/^[1-9]\d{0,8}$/, 'a whole number above 0'] as const
const YES_NO = [/^(true|false)$/, 'true or false'] as const
const FILE = [/./, 'a file'] as const

/** By the key without case, “_” and “-”, as the clients read it. What a value must look like, and how that is said. */
const RULES: Readonly<Record<string, readonly [RegExp, string]>> = {
  tls: YES_NO,
  tlsverifycert: [
    /^true$/,
    'left out: the server’s certificate is always checked. Give the authority’s certificate as tlsCAFile',
  ],
  tlscafile: FILE,
  usercertfile: FILE,
  userkeyfile: FILE,
  throwonappendfailure: [/^true$/, 'left out: with false the client reports wrong revisions'],
  nodepreference: [/^leader$/i, 'leader: other nodes lag behind what was just written'],
  connectionname: [/./, 'a name'],
  keepaliveinterval: WHOLE_NUMBER,
  keepalivetimeout: WHOLE_NUMBER,
  defaultdeadline: WHOLE_NUMBER,
  maxdiscoverattempts: WHOLE_NUMBER,
  discoveryinterval: WHOLE_NUMBER,
  gossiptimeout: [/^[1-9]\d{0,2}$/, 'a whole number of seconds below 1000 (other clients take milliseconds)'],
}

const KNOWN =
  'tls, tlsCAFile, userCertFile, userKeyFile, nodePreference, connectionName, keepAliveInterval, keepAliveTimeout, ' +
  'defaultDeadline, maxDiscoverAttempts, discoveryInterval and gossipTimeout'

/** Takes what stands after the “?”. Throws `UnsafeConnectionString`. */
export function readSettings(query: string | undefined): Settings {
  const given = readQuery(query)
  const number = (key: string, otherwise: number): number => Number(given.get(key) ?? otherwise)
  if (given.has('usercertfile') !== given.has('userkeyfile'))
    throw new UnsafeConnectionString('needs userCertFile and userKeyFile together')
  return {
    tls: given.get('tls') !== 'false',
    tlsCAFile: given.get('tlscafile'),
    userCertFile: given.get('usercertfile'),
    userKeyFile: given.get('userkeyfile'),
    connectionName: given.get('connectionname'),
    // The rest as in the client.
    keepAliveInterval: number('keepaliveinterval', 10_000),
    keepAliveTimeout: number('keepalivetimeout', 10_000),
    defaultDeadline: number('defaultdeadline', 10_000),
    maxDiscoverAttempts: number('maxdiscoverattempts', 10),
    discoveryInterval: number('discoveryinterval', 100),
    gossipTimeout: number('gossiptimeout', 5) * 1000,
  }
}

function readQuery(query: string | undefined): ReadonlyMap<string, string> {
  const given = new Map<string, string>()
  if (query === undefined) return given
  for (const pair of query.split('&')) {
    const [, name = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(pair) ?? []
    const key = name.trim().toLowerCase().replace(/[_-]/g, '')
    const rule = Object.hasOwn(RULES, key) ? RULES[key] : undefined
    if (rule === undefined) refuse(`has the unknown setting “${name}”, which would be ignored. Known are ${KNOWN}`)
    if (given.has(key)) refuse(`has the setting ${name} twice`)
    if (value.includes('@')) refuse(`must write “@” as %40 in the setting ${name}`)
    if (!rule[0].test(value.trim())) refuse(`has a setting ${name} that cannot be used; it must be ${rule[1]}`)
    given.set(key, decode(name, value.trim()))
  }
  return given
}

function decode(name: string, value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return refuse(`has a setting ${name} with a “%” that begins no %XX. Write it as %25`)
  }
}

function refuse(reason: string): never {
  throw new UnsafeConnectionString(reason)
}
