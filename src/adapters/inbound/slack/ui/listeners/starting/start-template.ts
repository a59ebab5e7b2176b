/** Starts the template that was picked. */
import type { View } from '@slack/types'
import { getTemplate } from '../../../../../../queries/template/get-template.ts'
import { ACTION } from '../../action-ids.ts'
import { textAt } from '../../../transport/receiving/read-body.ts'
import { metadataOf, type SlackView } from '../../payloads.ts'
import { textModal } from '../../views/modals/simple-modals.ts'
import { startedModal, startedMessage } from '../../views/starting/started.ts'
import type { SubmissionResponse } from '../submissions/submission-response.ts'
import { prefillAnswers } from './match-answers.ts'
import { startConversation } from './start-conversation.ts'
import { refusalText, tryCommand } from '../interaction/run-command.ts'
import { replyPrivately } from '../interaction/reply.ts'
import type { Interaction } from '../interaction/interaction.ts'

/** Starts the submitted template. */
export async function onPickerSubmitted(interaction: Interaction, view: SlackView): Promise<SubmissionResponse> {
  const values = view.state?.values?.['template']
  const id =
    values?.['dg_value']?.selected_option?.value ?? values?.[ACTION.pick_template]?.selected_option?.value ?? ''
  const shown = await startTemplate(interaction, id, originalTextOf(view))
  if (!interaction.late) return { response_action: 'update', view: shown.view }
  await shown.tell()
  return undefined
}

/** The text of the message that the picker was opened for; empty if there is none. */
export const originalTextOf = (view: SlackView): string => textAt(metadataOf(view), 'from_message') ?? ''

/** Starts a conversation; returns the result as a modal, and as a reply. */
export async function startTemplate(
  interaction: Interaction,
  template_id: string,
  from_message: string,
): Promise<{ readonly view: View; tell(): Promise<void> }> {
  const {
    deps: { app },
    person: { caller },
    texts,
  } = interaction
  const words = (sentence: string) => ({
    view: textModal(texts.picker_title, sentence, texts),
    tell: () => replyPrivately(interaction, sentence),
  })
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
  return {
    view: startedModal(begun.generation, begun.template, begun.url, texts),
    tell: () => replyPrivately(interaction, startedMessage(begun.template, begun.url, notes, texts)),
  }
}
