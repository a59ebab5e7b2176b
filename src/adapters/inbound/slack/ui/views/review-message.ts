/**
 * The review: every answer with a button to change it, what will be made and where it goes. Long reviews have pages.
 */
import type { ActionsBlockElement, KnownBlock } from '@slack/types'
import type { AnswerView } from '../../../../../queries/generation/generation-view.ts'
import { ACTION } from '../action-ids.ts'
import { MAX_MESSAGE_TEXT } from '../limits.ts'
import { blockId } from '../block-id.ts'
import type { Texts } from '../texts/texts.ts'
import { answerInBoth, answerMarkup } from './elements/answer-line.ts'
import { actions, context, divider, header, section } from './elements/blocks.ts'
import { button } from './elements/button.ts'
import { message, type Message } from './elements/message.ts'
import type { MessageData } from './elements/message-data.ts'
import { cancelConfirmation } from './elements/cancel-confirmation.ts'
import { itemName } from './question/question-title.ts'
import { bold, escapeCut } from './elements/text.ts'

/** The rows and text of one page, beside its title and buttons. */
const MAX_ROWS = 40
const MAX_TEXT = MAX_MESSAGE_TEXT - 4000

/** `part` counts from 0 and is clamped to the existing pages. */
export function reviewMessage(data: MessageData, texts: Texts, part = 0): Message {
  const { generation, format } = data
  const rows = reviewRows(data, texts)
  const parts = splitIntoPages(rows)
  const at = Math.min(Math.max(part, 0), parts.length - 1)
  const reference = { generation: generation.id, revision: generation.revision, address: '' }
  const isLast = at === parts.length - 1
  const blocks: KnownBlock[] = [
    header(texts.review_title),
    section(escapeCut(rows.length === 0 ? texts.review_none : texts.review_intro, 600)),
    ...(parts[at] ?? []).map(({ block }) => block),
    ...(Object.values(generation.answers).some(({ carried }) => carried)
      ? [context(escapeCut(texts.review_carried, 600))]
      : []),
    ...(parts.length === 1
      ? []
      : [
          context(escapeCut(texts.review_page({ page: at + 1, pages: parts.length }), 200)),
          actions(blockId('p', reference), [
            ...(at > 0 ? [button(`${ACTION.page}back`, texts.review_earlier, { value: String(at - 1) })] : []),
            ...(isLast ? [] : [button(`${ACTION.page}on`, texts.review_later, { value: String(at + 1) })]),
          ]),
        ]),
    divider,
    section(
      `:page_facing_up: ${escapeCut(
        `${texts.review_makes({
          format: texts.format(format),
          template: generation.template_name,
          version: generation.template_version,
        })} ${texts.review_goes}`,
        1200,
      )}`,
    ),
    actions(blockId('c', reference), reviewButtons(texts)),
  ]
  return message([texts.review_title, ...rows.map(({ spoken }) => spoken)].join('\n'), blocks)
}

const reviewButtons = (texts: Texts): ActionsBlockElement[] => [
  button(ACTION.confirm, texts.make, { style: 'primary' }),
  button(ACTION.share, texts.make_and_share),
  button(ACTION.language, texts.language_button),
  button(ACTION.cancel, texts.cancel, { confirm: cancelConfirmation(texts) }),
]

interface Row {
  readonly block: KnownBlock
  readonly spoken: string
  readonly size: number
}

function reviewRows(data: MessageData, texts: Texts): Row[] {
  const { generation } = data
  const rows: Row[] = []
  let item: string | undefined
  for (const answer of Object.values(generation.answers)) {
    const own = answer.item === undefined || answer.kind === 'list' ? undefined : `${answer.list ?? ''}.${answer.item}`
    if (own !== undefined && own !== item) rows.push(itemRow(data, answer, rows.length, texts))
    item = own
    const markup = answerMarkup(answer, texts)
    const block = section(markup, {
      block_id: blockId(`a${String(rows.length)}`, {
        generation: generation.id,
        revision: answer.revision,
        address: answer.name,
      }),
      accessory: button(ACTION.edit, texts.edit, { spoken: texts.edit_label({ label: answer.label }) }),
    })
    rows.push({
      block,
      spoken: texts.answered({ label: answer.label, answer: answerInBoth(answer, texts) }),
      size: markup.length + 20,
    })
  }
  return rows
}

/** The heading of a list item, with a button to remove it. */
function itemRow({ generation }: MessageData, answer: AnswerView, row: number, texts: Texts): Row {
  const name = itemName(generation, answer, texts)
  const markup = bold(name)
  const block = section(markup, {
    block_id: blockId(`i${String(row)}`, {
      generation: generation.id,
      revision: generation.revision,
      address: `${answer.list ?? ''}.${answer.item ?? ''}`,
    }),
    accessory: button(ACTION.item_remove, texts.list_remove, {
      value: answer.item ?? '',
      spoken: texts.list_remove_label({ item: name }),
    }),
  })
  return { block, spoken: name, size: markup.length + 20 }
}

/** Splits the rows into pages that fit into a message; at least one page. */
function splitIntoPages(rows: readonly Row[]): Row[][] {
  const parts: Row[][] = [[]]
  let size = 0
  for (const row of rows) {
    const part = parts.at(-1) ?? []
    if (part.length >= MAX_ROWS || (part.length > 0 && size + row.size > MAX_TEXT)) {
      parts.push([row])
      size = row.size
    } else {
      part.push(row)
      size += row.size
    }
  }
  return parts
}
