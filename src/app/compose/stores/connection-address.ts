/** The part of a connection string that may be printed. */

/**
 * `esdb+discover://user:secret@a:2113,b:2113?tls=true` → `esdb+discover://a:2113,b:2113`. These need not be URLs as
 * in RFC 3986. If an `@` follows a `?`, a secret may have begun before it.
 */
export function connectionAddress(connection: string): string {
  const [, scheme = '', address = '', rest = ''] = /^([a-z0-9+.-]+:\/\/)([^?#]*)(.*)$/is.exec(connection) ?? []
  return scheme + (rest.includes('@') ? '…' : address.slice(address.lastIndexOf('@') + 1))
}
