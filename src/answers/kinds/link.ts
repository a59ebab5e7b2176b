/** Web and e-mail addresses: only `http`, `https` and `mailto`, so that no document links to something executable. */
import { domainToUnicode } from 'node:url'
import type { Question } from '../../domain/questions/question.ts'
import { printAsWritten, textPrinter, type AnswerKind, type AnswerReader } from '../answer-kind.ts'
import { ok } from '../../domain/kernel/errors.ts'
import { excerpt, refuse, refuseDoubtful } from '../refusal.ts'
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
  if (url.href.length > MAX_LINK)
    return refuse(question, context, `The address is too long: at most ${String(MAX_LINK)} characters fit.`)
  const isDoubted = url.protocol === 'mailto:' && !/^mailto:/i.test(text) && asksForWebsite(question)
  return isDoubted
    ? refuseDoubtful(question, context, typed.value, { wire: url.href, shown: `an e-mail address (${url.href})` })
    : ok(url.href)
}

/** The parsed address; `example.com/page` and `www.example.com` become `https`, `jane@example.com` becomes `mailto`. */
function parseAddress(text: string): URL | undefined {
  const bare = /^[^:/?#@\s]+\.[^:/?#@\s]+(:\d+)?([/?#]|$)/.test(text)
  const mail = /^[^:/?#@\s]+@[^:/?#@\s]+\.[^:/?#@\s]+$/.test(text)
  const whole = bare ? `https://${text}` : mail ? `mailto:${text}` : text
  return URL.parse(whole) ?? undefined
}

/** Whether the question asks for a page, where an e-mail address is most likely a slip. */
const asksForWebsite = ({ name, label }: Question): boolean =>
  /website|web ?site|web ?page|webseite|homepage|\burl\b|site web|sitio web|sito web|página web|ウェブサイト|网站|網站/i.test(
    `${name.replaceAll('_', ' ')} ${label}`,
  )

/** The address for people: an international name in its own script, and no `mailto:`. */
function readableText(href: string): string {
  const url = URL.parse(href)
  const host = url?.hostname ?? ''
  const readable = /(^|\.)xn--/.test(host) ? domainToUnicode(host) : ''
  return (readable === '' ? href : href.replace(host, readable)).replace(/^mailto:/i, '')
}

export const link: AnswerKind<string> = {
  name: 'Link',
  accepts: 'a web or e-mail address',
  read: readLink,
  print: textPrinter((_, href) => ({ href, text: readableText(href) })),
  sample: () => 'https://example.com/',
  example: printAsWritten,
  schema: () => ({ type: 'string', format: 'uri' }),
}
