/** The words beside the finished document: what it was made of, and where its history stands. */
import { isErased } from '../../../../../domain/questions/answer.ts'
import { ACTION } from '../action-ids.ts'
import { blockId } from '../reference.ts'
import type { Texts } from '../texts/texts.ts'
import { actions, button, context, message, section, type Message } from './elements/blocks.ts'
import type { Presented } from './elements/presented.ts'
import { escapeCut, link, oneLine } from './elements/text.ts'
import { mentioning } from './elements/who.ts'

export function documentMessage({ generation, audit_url }: Presented, texts: Texts): Message {
  const file = generation.document?.file_name
  const sentence =
    file === undefined || isErased(file) ? texts.document_erased : texts.document({ file: oneLine(file) })
  const from = texts.document_from({ template: generation.template_name, version: generation.template_version })
  return message(`${sentence}\n${from}`, [
    section(`:tada: ${escapeCut(sentence, 1000)}`),
    context(escapeCut(from, 600), ...(audit_url === undefined ? [] : [link(audit_url, texts.audit_trail, 200)])),
    actions(blockId('d', { generation: generation.id, revision: generation.revision, address: '' }), [
      button(ACTION.copy, texts.another),
    ]),
  ])
}

/** In a channel: the file and who shares it, nothing of the answers. */
export function sharedMessage({ generation, requester }: Presented, texts: Texts): Message {
  const template = generation.template_name
  return message(texts.document_shared({ who: requester.name, template }), [
    section(mentioning(requester, (who) => texts.document_shared({ who, template }))),
  ])
}
