/**
 * Which addresses a document may link to.
 */
import { valueRefusal } from './encode-text.ts'

const SAFE_SCHEME = /^(?:https?|mailto|tel|ftp|sms):/i

/**
 * The address, encoded for a link; `https:` is added to one without a scheme. Throws Refused (`address`) for scripts
 * and local files, naming the variable.
 */
export function safeAddress(address: string, name: string): string {
  const trimmed = address.trim()
  if (!trimmed.isWellFormed()) throw valueRefusal(name, 'address', `The value of "${name}" is no address of a link.`)
  const clean = encodeURI(trimmed).replace(/%25([0-9a-f]{2})/gi, '%$1')
  if (SAFE_SCHEME.test(clean)) return clean
  if (/^[\w.+-]+@[\w.-]+$/.test(trimmed)) return `mailto:${clean}`
  if (/^[a-z][a-z0-9+.-]*:(?!\d)/i.test(clean) || /^[\\/]|^$/.test(trimmed)) {
    const remedy = 'Use one that begins with https:// or mailto:.'
    throw valueRefusal(name, 'address', `The value of "${name}" is no address that a document may link to. ${remedy}`)
  }
  return `https://${clean}`
}
