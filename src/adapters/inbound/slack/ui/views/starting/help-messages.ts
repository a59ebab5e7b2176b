/** Help, and the invitation to start a document. */
import type { KnownBlock } from '@slack/types'
import { ACTION } from '../../action-ids.ts'
import type { Texts } from '../../texts/texts.ts'
import { actions, divider, header, section } from '../elements/blocks.ts'
import { button } from '../elements/button.ts'
import { message, type Message } from '../elements/message.ts'
import { escapeCut } from '../elements/text.ts'

/** A text, and what can be started: by default by a button that opens the picker. */
export function invitationMessage(words: string, texts: Texts, choice?: readonly KnownBlock[]): Message {
  return message(words, [
    section(escapeCut(words, 900)),
    ...(choice ?? [actions('pick', [button(ACTION.new_document, texts.new_document, { style: 'primary' })])]),
  ])
}

/** How to use the app, and where people help: a page or a `mailto:` address. */
export function helpMessage(is_author: boolean, texts: Texts, support_url?: string): Message {
  const lines = helpLines(is_author, texts)
  return message([texts.help_title, ...lines].join('\n'), [
    header(texts.help_title),
    section(lines.map((line) => `• ${escapeCut(line, 400)}`).join('\n')),
    // An address has no `|`, `<` or `>` once it is a URL.
    ...(support_url === undefined ? [] : [section(`<${new URL(support_url).href}|${texts.help_support}>`)]),
    divider,
    actions('pick', [button(ACTION.new_document, texts.new_document, { style: 'primary' })]),
  ])
}

const helpLines = (is_author: boolean, texts: Texts): string[] => [
  texts.help_start,
  texts.help_thread,
  texts.help_words,
  texts.help_correct,
  texts.help_private,
  texts.help_lists,
  ...(is_author ? [texts.help_author] : []),
]
