/** Our stream names on a server that may be shared: all begin with a namespace, and we look at no others. */
import { InvalidAppend } from '../../../ports/events/event-store.ts'

const NAMESPACE = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/

export interface StreamNames {
  /** What the names of all our streams on the server begin with, for its filter. */
  readonly prefixes: readonly string[]
  /** Our name → the server's. Throws `InvalidAppend` for a stream that no subscription would see. */
  toServerName(stream: string): string
  /** The server's name → ours; undefined for the stream of somebody else. */
  fromServerName(stream: string): string | undefined
}

/**
 * `prefixes`: what our stream names begin with, before the namespace is put in front; an empty one stands for all in
 * the namespace.
 */
export function streamNames(namespace: string, prefixes: readonly string[]): StreamNames {
  if (!NAMESPACE.test(namespace)) {
    throw new RangeError(
      `The namespace “${namespace}” must begin with a letter and have at most 64 letters, digits, “_” and “-”.`,
    )
  }
  const onServer = prefixes.map((prefix) => namespace + prefix)
  const known = (name: string) => onServer.some((prefix) => name.startsWith(prefix))
  return {
    prefixes: onServer,
    toServerName(stream) {
      const name = namespace + stream
      if (known(name)) return name
      throw new InvalidAppend(
        `The stream ${stream} begins with none of ${prefixes.join(', ')}: whoever follows the events would not see it.`,
      )
    },
    fromServerName: (name) => (known(name) ? name.slice(namespace.length) : undefined),
  }
}
