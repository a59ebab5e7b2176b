/** The message beside the finished document: its template, and a link to its audit trail. */
import { isErased } from '../../../../../domain/questions/answer.ts'
import { ACTION } from '../action-ids.ts'
import { blockId } from '../block-id.ts'
import type { Texts } from '../texts/texts.ts'
import { actions, context, section } from './elements/blocks.ts'
import { button } from './elements/button.ts'
import { message, type Message } from './elements/message.ts'
import type { MessageData } from './elements/message-data.ts'
import { escapeCut, link, oneLine } from './elements/text.ts'
import { withMention } from './elements/mention.ts'

/** The message beside the finished document. */
export function documentMessage({ generation, audit_url }: MessageData, texts: Texts): Message {
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

/** In the conversation: the document is not in the channel that was chosen, or nobody knows, and what to do. */
export function notSharedMessage({ share_to }: MessageData, uncertain: boolean, texts: Texts): Message {
  const sentence = uncertain ? texts.perhaps_shared : texts.not_shared
  const channel = share_to === undefined || !/^[A-Z0-9]+$/.test(share_to) ? '' : ` <#${share_to}>`
  return message(`${sentence} ${texts.share_yourself}`, [
    section(`:warning: ${escapeCut(sentence, 600)}${channel}`),
    context(escapeCut(texts.share_yourself, 600)),
  ])
}

/** For a channel: the file and who shares it, without any answers. */
export function sharedMessage({ generation, requester }: MessageData, texts: Texts): Message {
  const template = generation.template_name
  return message(texts.document_shared({ who: requester.name, template }), [
    section(withMention(requester, (who) => texts.document_shared({ who, template }))),
  ])
}
