/** The lines at the start that say where an instance keeps what, so that a misspelt setting is noticed. */
import type { Config } from '../config.ts'

/** One line for the embedded default, else one per store. Addresses come without their credentials. */
export function describeStores(config: Config): string[] {
  const { data_dir, database_url, eventstore_url, redis_url, s3, slack } = config
  const database = database_url === undefined ? data_dir : addressOf(database_url)
  if ([database_url, eventstore_url, redis_url, s3].every((store) => store === undefined))
    return [`DocGen opens ${data_dir} …`]
  return [
    'DocGen opens its stores …',
    `  Events       ${eventstore_url === undefined ? database : addressOf(eventstore_url)}`,
    `  Read models  ${database}`,
    '  Documents    ' +
      (s3 === undefined
        ? data_dir
        : `bucket ${s3.bucket}` + (s3.endpoint === undefined ? '' : ` at ${addressOf(s3.endpoint)}`)),
    '  Templates    compiled once in each ' +
      `process${redis_url === undefined ? '' : `, and shared in ${addressOf(redis_url)}`}`,
    `  Slack        ${slack === undefined ? 'none' : slack.app_token === undefined ? 'over HTTP' : 'over a socket'}`,
  ]
}

/**
 * `esdb+discover://user:secret@a:2113,b:2113?tls=true` → `esdb+discover://a:2113,b:2113`. These need not be URLs as
 * in RFC 3986. If an `@` follows a `?`, a secret may have begun before it.
 */
function addressOf(connection: string): string {
  const [, scheme = '', address = '', rest = ''] = /^([a-z0-9+.-]+:\/\/)([^?#]*)(.*)$/is.exec(connection) ?? []
  return scheme + (rest.includes('@') ? '…' : address.slice(address.lastIndexOf('@') + 1))
}
