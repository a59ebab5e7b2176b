/** Lists of templates: all of them, or the nearest to a name that does not exist. */
import { ACTION } from '../../action-ids.ts'
import type { Texts } from '../../texts/texts.ts'
import { actions, context, header, section } from '../elements/blocks.ts'
import { button } from '../elements/button.ts'
import { message, type Message } from '../elements/message.ts'
import { escapeCut } from '../elements/text.ts'
import { type TemplateRow, templateRow } from './template-row.ts'

/** No template has this name: suggests the nearest ones. */
export function unknownTemplateMessage(name: string, nearest: readonly TemplateRow[], texts: Texts): Message {
  const sentence = texts.no_such_template({ name })
  return message([sentence, ...nearest.map((template) => template.name)].join('\n'), [
    section(escapeCut([sentence, nearest.length > 0 ? texts.did_you_mean : ''].join(' ').trim(), 900)),
    ...nearest.slice(0, 5).map((template) => templateRow(template, texts)),
    actions('pick', [button(ACTION.new_document, texts.picker_all)]),
  ])
}

/** The published templates, each with a button to start it. */
export function templateListMessage(templates: readonly TemplateRow[], total: number, texts: Texts): Message {
  const rowsShown = templates.slice(0, 40)
  const more = total - rowsShown.length
  return message(
    [texts.templates_found({ count: total }), ...rowsShown.map(({ id, name }) => `${name} (${id})`)].join('\n'),
    [
      header(texts.templates),
      ...rowsShown.map((template) => templateRow({ ...template, name: template.name.slice(0, 100) }, texts)),
      ...(more > 0 ? [context(escapeCut(texts.more_in_picker({ count: more }), 200))] : []),
      actions('pick', [button(ACTION.new_document, texts.new_document, { style: 'primary' })]),
    ],
  )
}
