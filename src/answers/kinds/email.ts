/**
 * E-mail addresses: a local part of atoms with dots between them (RFC 5322, with letters of every script, RFC 6531) and
 * a domain of two labels or more, which may be international. At most 254 characters (RFC 5321 §4.5.3.1.3).
 */
import { domainToASCII } from 'node:url'
import { printAsWritten, type AnswerKind, type AnswerReader } from '../answer-kind.ts'
import { ok } from '../../domain/kernel/errors.ts'
import { withoutInvisible } from '../parsing/plain-text.ts'
import { excerpt, refuse } from '../refusal.ts'
import { readTyped } from '../parsing/typed.ts'

const ATOM = String.raw`[\p{L}\p{M}\p{N}!#$%&'*+/=?^_\x60{|}~-]+`
const LOCAL = new RegExp(String.raw`^${ATOM}(?:\.${ATOM})*$`, 'u')
const LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?'
const DOMAIN = new RegExp(String.raw`^${LABEL}(?:\.${LABEL})+$`)

function isAddress(text: string): boolean {
  const at = text.lastIndexOf('@')
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)]
  // A trailing hyphen or space would be dropped on the way to ASCII.
  if (at < 1 || text.length > 254 || /[\s_@]/.test(domain) || !LOCAL.test(local)) return false
  return DOMAIN.test(/^\p{ASCII}*$/u.test(domain) ? domain : domainToASCII(domain))
}

const readEmail: AnswerReader<string> = (question, raw, context) => {
  const typed = readTyped(question, raw, context, 300)
  if (!typed.ok) return typed
  const written = withoutInvisible(typed.value).normalize('NFC')
  // As mail programs copy it: with the name before it.
  const address = (/^[^<>@]*<([^<>]+)>$/.exec(written)?.[1] ?? written).trim().replace(/^mailto:/i, '')
  return isAddress(address) ? ok(address) : refuse(question, context, `“${excerpt(typed.value)}” is no e-mail address.`)
}

export const email: AnswerKind<string> = {
  name: 'E-mail',
  accepts: 'an e-mail address',
  read: readEmail,
  print: printAsWritten,
  sample: () => 'jane.doe@example.com',
  example: printAsWritten,
  schema: () => ({ type: 'string', format: 'idn-email' }),
}
