/** Web and e-mail addresses: only `http`, `https` and `mailto`, so that no document links to something executable. */
import { printAsWritten, textPrinter, type AnswerKind, type AnswerReader } from '../answer-kind.ts'
import { ok } from '../../domain/kernel/errors.ts'
import { excerpt, refuse } from '../refusal.ts'
import { readTyped } from '../parsing/typed.ts'

const MAX_LINK = 2_000

const readLink: AnswerReader<string> = (question, raw, context) => {
  const typed = readTyped(question, raw, context, MAX_LINK)
  if (!typed.ok) return typed
  const text = typed.value.replace(/^<(.*)>$/, '$1')
  const url = /\s/.test(text) ? undefined : parseAddress(text)
  if (url === undefined) return refuse(question, context, `“${excerpt(typed.value)}” is no web or e-mail address.`)
  if (!['http:', 'https:', 'mailto:'].includes(url.protocol)) {
    return refuse(
      question,
      context,
      `Addresses that begin with “${excerpt(url.protocol)}” are not possible, only https:, http: and mailto:.`,
    )
  }
  if (url.protocol === 'mailto:' ? !url.pathname.includes('@') : url.hostname === '')
    return refuse(question, context, `“${excerpt(typed.value)}” leads nowhere.`)
  return url.href.length > MAX_LINK
    ? refuse(question, context, `The address is too long: at most ${String(MAX_LINK)} characters fit.`)
    : ok(url.href)
}

/** The parsed address; `example.com/page` and `www.example.com` become `https`, `jane@example.com` becomes `mailto`. */
function parseAddress(text: string): URL | undefined {
  const bare = /^[^:/?#@\s]+\.[^:/?#@\s]+(:\d+)?([/?#]|$)/.test(text)
  const mail = /^[^:/?#@\s]+@[^:/?#@\s]+\.[^:/?#@\s]+$/.test(text)
  const whole = bare ? `https://${text}` : mail ? `mailto:${text}` : text
  return URL.parse(whole) ?? undefined
}

export const link: AnswerKind<string> = {
  name: 'Link',
  accepts: 'a web or e-mail address',
  read: readLink,
  print: textPrinter((_, href) => ({ href, text: href.replace(/^mailto:/i, '') })),
  sample: () => 'https://example.com/',
  example: printAsWritten,
  schema: () => ({ type: 'string', format: 'uri' }),
}
