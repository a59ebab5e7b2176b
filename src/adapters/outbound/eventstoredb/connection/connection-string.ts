/**
 * Connection strings: esdb://… as of EventStoreDB, and kurrentdb://… as of its successor, which mean the same. What
 * would not be obeyed is refused at the start. No message repeats the string: it may hold a password.
 */
import { readSettings, type Settings } from './connection-settings.ts'
import { UnsafeConnectionString } from './errors.ts'

/** A node of the server. */
export interface Endpoint {
  /** An IPv6 address stands in brackets. */
  readonly address: string
  readonly port: number
}

/** What a connection string says. */
export interface ConnectionSettings extends Settings {
  /** The node; or those that are asked where the nodes of the cluster are, if it is to be discovered. */
  readonly hosts: readonly Endpoint[]
  readonly discover: boolean
  readonly credentials: Credentials | undefined
}

export interface Credentials {
  readonly user: string
  readonly password: string
}

/** The server's own. */
const DEFAULT_PORT = 2113

const SCHEME = String.raw`(?:esdb|kurrentdb|kurrent|kdb)(?<discover>\+discover)?`
const AUTHORITY = String.raw`(?:(?<credentials>[^/?]*)@)?(?<hosts>[^@/?]+)`
const FORM = new RegExp(String.raw`^${SCHEME}://${AUTHORITY}/?(?:\?(?<query>.*))?$`, 's')
const HOST = /^(?<address>[\p{L}\p{N}._-]+|\[[\da-f:.]+\])(?::(?<port>\d{1,5}))?$/iu

/** Reads a connection string. Throws `UnsafeConnectionString` with the reason, and what to do. */
export function parseConnectionString(text: string): ConnectionSettings {
  const parts = FORM.exec(text.trim())?.groups
  if (parts === undefined)
    refuse(
      'must look like esdb://user:password@host:2113?key=value or kurrentdb://… (esdb+discover:// or ' +
        'kurrentdb+discover:// for a cluster)',
    )
  const hosts = (parts['hosts'] ?? '').split(',').map(readHost)
  const named = parts['discover'] !== undefined
  if (named && hosts.length > 1) {
    refuse(
      'names several hosts after +discover://, which is for the one name of a cluster. Write ' +
        'esdb://a:2113,b:2113 for the nodes of a cluster',
    )
  }
  const credentials = readCredentials(parts['credentials'])
  const settings = readSettings(parts['query'])
  if (!settings.tls && credentials !== undefined) {
    refuse(
      'has credentials and tls=false: they would go over the network for everybody to read. Use TLS, or leave the ' +
        'credentials out',
    )
  }
  return { hosts, discover: named || hosts.length > 1, credentials, ...settings }
}

function readHost(text: string): Endpoint {
  const { address, port } = HOST.exec(text)?.groups ?? {}
  if (address === undefined) refuse(`has the host “${text}”, which is not host:port`)
  const number = port === undefined ? DEFAULT_PORT : Number(port)
  if (number < 1 || number > 65_535) refuse(`has the port ${port}, which is not one of 1 to 65535`)
  return { address, port: number }
}

function readCredentials(text: string | undefined): Credentials | undefined {
  if (text === undefined) return undefined
  const [, user, password] = /^([^:@]+):([^:@]+)$/.exec(text) ?? []
  if (user === undefined || password === undefined) {
    refuse(
      'has credentials that are not user:password. Write “:” as %3A, “@” as %40, “/” as %2F, “?” as %3F and “%” as ' +
        '%25 within them',
    )
  }
  try {
    return { user: decodeURIComponent(user), password: decodeURIComponent(password) }
  } catch {
    return refuse('has credentials with a “%” that begins no %XX. Write it as %25')
  }
}

function refuse(reason: string): never {
  throw new UnsafeConnectionString(reason)
}
