/** E-mail addresses as people type them, in the form in which they are compared and written to. */
import { z } from 'zod'

/** RFC 5321 §4.5.3.1.3, without the angle brackets. */
const MAX_LENGTH = 254

const schema = z.email().max(MAX_LENGTH)

/**
 * The address in lower case, its domain in ASCII (RFC 5890); undefined for what is none. It holds no space, comma,
 * bracket or control character: it is one address wherever it is put.
 */
export function readEmailAddress(written: string): string | undefined {
  const text = written.trim()
  const at = text.lastIndexOf('@')
  if (at < 1 || text.length > MAX_LENGTH) return undefined
  const domain = asciiDomain(text.slice(at + 1))
  const read = domain === undefined ? undefined : schema.safeParse(`${text.slice(0, at)}@${domain}`.toLowerCase())
  return read?.data
}

function asciiDomain(domain: string): string | undefined {
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(domain)) return undefined
  const address = `http://${domain}/`
  return URL.canParse(address) ? new URL(address).hostname : undefined
}
