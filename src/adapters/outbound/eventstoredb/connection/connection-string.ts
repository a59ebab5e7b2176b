/**
 * Connection strings (esdb://…) that the client would accept and then silently not obey are refused at the start.
 * No message repeats the string: it may hold a password.
 */

/** A connection string that would not do what it says, or that we cannot work with safely. */
export class UnsafeConnectionString extends Error {
  override readonly name = 'UnsafeConnectionString'
  /** What to correct before the next start. */
  readonly setting = 'EVENTSTORE_URL'
}

const WHOLE_NUMBER = 'a whole number above 0'
const YES_NO = 'true or false'

/** By the key as the client reads it: without case, “_” and “-”. What a value must look like, and how that is said. */
const SETTINGS: Readonly<Record<string, readonly [RegExp, string]>> = {
  tls: [/^(true|false)$/, YES_NO],
  tlsverifycert: [
    /^true$/,
    'left out: the client ignores it and always checks. Give the authority’s certificate as tlsCAFile',
  ],
  tlscafile: [/./, 'a file'],
  usercertfile: [/./, 'a file'],
  userkeyfile: [/./, 'a file'],
  throwonappendfailure: [/^true$/, 'left out: with false the client reports wrong revisions'],
  nodepreference: [/^leader$/i, 'leader: other nodes lag behind what was just written'],
  connectionname: [/./, 'a name'],
  keepaliveinterval: [/^[1-9]\d*$/, WHOLE_NUMBER],
  keepalivetimeout: [/^[1-9]\d*$/, WHOLE_NUMBER],
  defaultdeadline: [/^[1-9]\d*$/, WHOLE_NUMBER],
  maxdiscoverattempts: [/^[1-9]\d*$/, WHOLE_NUMBER],
  discoveryinterval: [/^[1-9]\d*$/, WHOLE_NUMBER],
  gossiptimeout: [/^[1-9]\d*$/, WHOLE_NUMBER],
}

const FORM = /^esdb(?<discover>\+discover)?:\/\/(?:(?<credentials>[^/?]*)@)?(?<hosts>[^@/?]+)\/?(?:\?(?<query>.*))?$/s

/** Throws `UnsafeConnectionString` with the reason, and what to do. */
export function checkConnectionString(text: string): void {
  const parts = FORM.exec(text.trim())?.groups
  if (parts === undefined)
    refuse('must look like esdb://user:password@host:2113?key=value (esdb+discover:// for a cluster)')
  const { credentials, discover, hosts = '', query } = parts
  if (credentials !== undefined && !/^[^:@]+:[^:@]+$/.test(credentials)) {
    refuse(
      'has credentials that are not user:password. Write “:” as %3A, “@” as %40, “/” as %2F and “?” as %3F within them',
    )
  }
  for (const host of hosts.split(','))
    if (!/^[^:\s]+(:\d{1,5})?$/.test(host)) refuse(`has the host “${host}”, which is not host:port`)
  if (discover !== undefined && hosts.includes(',')) {
    refuse(
      'names several hosts after esdb+discover://, of which the client would take the first alone. Write ' +
        'esdb://a:2113,b:2113 for the nodes of a cluster',
    )
  }
  const options = readQuery(query)
  if (options.get('tls') === 'false' && credentials !== undefined) {
    refuse(
      'has credentials and tls=false: the client would drop the credentials silently. Use TLS, or leave the ' +
        'credentials out',
    )
  }
  if (options.has('usercertfile') !== options.has('userkeyfile')) refuse('needs userCertFile and userKeyFile together')
}

function readQuery(query: string | undefined): Map<string, string> {
  const options = new Map<string, string>()
  if (query === undefined) return options
  for (const pair of query.split('&')) {
    const [, name = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(pair) ?? []
    const key = name.trim().toLowerCase().replace(/[_-]/g, '')
    const rule = Object.hasOwn(SETTINGS, key) ? SETTINGS[key] : undefined
    if (rule === undefined) refuse(`has the unknown setting “${name}”, which would be ignored. Known are ${KNOWN}`)
    if (options.has(key)) refuse(`has the setting ${name} twice`)
    if (value.includes('@')) refuse(`must write “@” as %40 in the setting ${name}`)
    if (!rule[0].test(value.trim())) refuse(`has a setting ${name} that cannot be used; it must be ${rule[1]}`)
    options.set(key, value.trim())
  }
  return options
}

const KNOWN =
  'tls, tlsCAFile, userCertFile, userKeyFile, nodePreference, connectionName, keepAliveInterval, keepAliveTimeout, ' +
  'defaultDeadline, maxDiscoverAttempts, discoveryInterval and gossipTimeout'

function refuse(reason: string): never {
  throw new UnsafeConnectionString(`The connection string of EventStoreDB ${reason}.`)
}
