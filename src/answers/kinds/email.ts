/**
 * E-mail addresses, as browsers check them (WHATWG HTML, valid e-mail address); at most 254 characters (RFC 5321
 * §4.5.3.1.3).
 */
import { printAsWritten, type AnswerKind, type AnswerReader } from '../answer-kind.ts'
import { ok } from '../../domain/kernel/errors.ts'
import { excerpt, refuse } from '../refusal.ts'
import { readTyped } from '../parsing/typed.ts'

const LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?'
const EMAIL = new RegExp(`^[a-zA-Z0-9.!#$%&'*+/=?^_\`{|}~-]+@${LABEL}(?:\\.${LABEL})*$`)

const readEmail: AnswerReader<string> = (question, raw, context) => {
  const typed = readTyped(question, raw, context, 300)
  if (!typed.ok) return typed
  const address = typed.value.replace(/^<(.*)>$/, '$1').replace(/^mailto:/i, '')
  if (address.length <= 254 && EMAIL.test(address)) return ok(address)
  return refuse(question, context, `“${excerpt(typed.value)}” is no e-mail address.`)
}

export const email: AnswerKind<string> = {
  name: 'E-mail',
  accepts: 'an e-mail address',
  read: readEmail,
  print: printAsWritten,
  sample: () => 'jane.doe@example.com',
  example: printAsWritten,
  schema: () => ({ type: 'string', format: 'email' }),
}
