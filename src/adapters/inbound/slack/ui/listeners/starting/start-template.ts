/** Begins from a template that was clicked or chosen, wherever that was. */
import type { View } from '@slack/types'
import { getTemplate } from '../../../../../../queries/template/get-template.ts'
import { textAt } from '../../../transport/receiving/read-body.ts'
import { metadataOf, type InteractionBody, type SlackView } from '../../payloads.ts'
import { textModal } from '../../views/modals/simple-modals.ts'
import { startedModal, startedMessage } from '../../views/starting/started.ts'
import { openConversation } from '../conversation/conversation-access.ts'
import { buildSeveralForm } from '../forms/several-form.ts'
import { openModal, replaceModal } from '../interaction/modals.ts'
import { refusalText, tryCommand } from '../interaction/run-command.ts'
import { isDirect, replyPrivately } from '../interaction/reply.ts'
import { type Interaction } from '../interaction/interaction.ts'
import { prefillAnswers } from './match-answers.ts'
import { mayAsk } from './members.ts'
import { startConversation } from './start-conversation.ts'

/** The result of a start: as a modal, and as a reply. */
interface Started {
  readonly view: View
  tell(): Promise<void>
}

/**
 * Starts the template. Its first questions are seen where the person is: in the form that takes the place of the
 * picker or opens over the channel, or in the direct messages.
 */
export async function startFromTemplate(
  interaction: Interaction,
  body: InteractionBody,
  template_id: string,
): Promise<void> {
  const begin = (): Promise<Started> => startTemplate(interaction, template_id, originalTextOf(body.view))
  if (body.view?.callback_id !== undefined && body.view.callback_id !== '')
    return replaceModal(interaction, body, (await begin()).view)
  if (isDirect(interaction)) return (await begin()).tell()
  return openModal(
    interaction,
    body,
    interaction.texts.picker_title,
    async () => (await begin()).view,
    async () => (await begin()).tell(),
  )
}

/** The text of the message that the picker was opened for; empty if there is none. */
const originalTextOf = (view: SlackView | undefined): string =>
  view === undefined ? '' : (textAt(metadataOf(view), 'from_message') ?? '')

async function startTemplate(interaction: Interaction, template_id: string, from_message: string): Promise<Started> {
  const {
    deps: { app },
    person: { caller },
    texts,
  } = interaction
  const words = (sentence: string): Started => ({
    view: textModal(texts.picker_title, sentence, texts),
    tell: () => replyPrivately(interaction, sentence),
  })
  if (!mayAsk(interaction)) return words(texts.members_only)
  const template = await tryCommand(() => getTemplate(app, template_id, caller))
  if ('refused' in template)
    return words(
      template.refused.code === 'forbidden'
        ? refusalText(template.refused, texts)
        : texts.no_such_template({ name: template_id }),
    )
  const answers = prefillAnswers(template.done, from_message)
  const begun = await startConversation(interaction, template.done, answers)
  if (typeof begun === 'string') return words(begun)
  const notes = Object.keys(answers).length === 0 ? [] : [texts.from_message]
  const access = await openConversation(interaction, begun.generation)
  const form =
    access?.full === undefined
      ? undefined
      : buildSeveralForm(access.full, { away: true, begun_at: begun.url }, interaction.texts)
  return {
    view: form ?? startedModal(begun.template, begun.url, texts),
    // In the direct messages the conversation itself comes next.
    tell: () =>
      notes.length === 0 && isDirect(interaction)
        ? Promise.resolve()
        : replyPrivately(interaction, startedMessage(begun.template, begun.url, notes, texts)),
  }
}
