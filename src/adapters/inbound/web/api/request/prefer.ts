/** What a client prefers (RFC 7240): to wait for a result, and how much of it to get back. */
import type { ApiContext } from '../api-types.ts'

/** A longer header is not read. */
const MAX_HEADER = 1000
/** The longest wait, in seconds. Proxies give up on quiet connections soon after. */
const MAX_WAIT_S = 60

export interface Preferences {
  /** Seconds to wait for a result, at most `MAX_WAIT_S`; 0 without the preference. */
  readonly wait_s: number
  readonly return?: 'minimal' | 'representation' | undefined
}

/** Reads `Prefer`. What is not known or malformed is ignored, as RFC 7240 §2 has it. */
export function readPreferences(c: ApiContext): Preferences {
  const named = parsePrefer(c.req.header('prefer') ?? '')
  const wait = named.get('wait') ?? ''
  const wanted = named.get('return')
  return {
    wait_s: /^\d{1,9}$/.test(wait) ? Math.min(Number(wait), MAX_WAIT_S) : 0,
    return: wanted === 'minimal' || wanted === 'representation' ? wanted : undefined,
  }
}

/** `Preference-Applied` with those of `applied` that the client asked for; no header where it asked for none. */
export function preferenceHeaders(
  { wait_s, return: wanted }: Preferences,
  applied: readonly ('wait' | 'return')[],
): Record<string, string> {
  const told = applied.flatMap((name) =>
    name === 'wait' ? (wait_s > 0 ? [`wait=${wait_s}`] : []) : wanted === undefined ? [] : [`return=${wanted}`],
  )
  return { vary: 'prefer', ...(told.length === 0 ? {} : { 'preference-applied': told.join(', ') }) }
}

/** The preferences by name; of one that is named twice the first counts. */
function parsePrefer(header: string): ReadonlyMap<string, string> {
  const named = new Map<string, string>()
  if (header.length > MAX_HEADER) return named
  for (const [, name = '', quoted, plain] of header.matchAll(PREFERENCE)) {
    const key = name.toLowerCase()
    if (!named.has(key)) named.set(key, quoted ?? plain ?? '')
  }
  return named
}

/** `token [= token | quoted string] [; parameters]`, up to the next comma. */
const PREFERENCE = /([!#$%&'*+.^_`|~\w-]+)(?:\s*=\s*(?:"([^"]*)"|([^\s,;"]*)))?[^,]*/g
