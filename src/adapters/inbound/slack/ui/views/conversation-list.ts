/** Lists of open conversations: for `/docgen drafts`, and to ask which one a message was for. */
import { ACTION } from '../action-ids.ts'
import type { Texts } from '../texts/texts.ts'
import type { HomeConversation } from './app-home.ts'
import { invitationMessage } from './starting/help-messages.ts'
import { button } from './elements/button.ts'
import { header, section } from './elements/blocks.ts'
import { message, type Message } from './elements/message.ts'
import { bold, escapeCut, link } from './elements/text.ts'

/** The person's open conversations, each with a button to resume it. */
export function draftsMessage(drafts: readonly HomeConversation[], zone: string, texts: Texts): Message {
  if (drafts.length === 0) return invitationMessage(texts.drafts_none, texts)
  const shown = drafts.slice(0, 40)
  const about = ({ state, at }: HomeConversation) =>
    `${texts.state(state)}, ${texts.begun_at({ at: texts.time(at, zone) })}`
  return message([texts.drafts, ...shown.map((draft) => `${draft.template_name}: ${about(draft)}`)].join('\n'), [
    header(texts.drafts),
    ...shown.map((draft) =>
      section(
        [
          draft.url === undefined ? bold(draft.template_name, 130) : link(draft.url, draft.template_name, 80),
          escapeCut(about(draft), 100),
        ].join('\n'),
        {
          block_id: `draft ${draft.id}`,
          ...(draft.in_slack
            ? {
                accessory: button(ACTION.resume, texts.resume, {
                  value: draft.id,
                  spoken: `${texts.resume}: ${draft.template_name}`,
                }),
              }
            : {}),
        },
      ),
    ),
  ])
}

/** Several conversations are open: asks which one the message was for, with the question each waits at. */
export function whichConversationMessage(
  open: readonly { readonly template: string; readonly question: string; readonly url: string | undefined }[],
  texts: Texts,
): Message {
  const rows = open.slice(0, 20).map(({ template, question, url }) => {
    const line = texts.which_conversation_item({ template, question })
    return `• ${url === undefined ? escapeCut(line, 120) : link(url, line, 110)}`
  })
  const words = [
    texts.which_conversation,
    ...open.map(({ template, question }) => texts.which_conversation_item({ template, question })),
  ].join('\n')
  return message(words, [
    section(escapeCut(texts.which_conversation, 600)),
    ...(rows.length === 0 ? [] : [section(rows.slice(0, 8).join('\n'))]),
  ])
}
