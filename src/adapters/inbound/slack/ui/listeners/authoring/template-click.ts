/** Clicks on a draft: its questions, publishing, renaming. */
import { hasRole } from '../../../../../../domain/kernel/access.ts'
import { changeLifecycle } from '../../../../../../commands/template/change-lifecycle.ts'
import { ACTION } from '../../action-ids.ts'
import type { InteractionBody, SlackAction } from '../../payloads.ts'
import { nameModal } from '../../views/authoring/name-modal.ts'
import { templateLanguageModal } from '../../views/modals/language-modal.ts'
import { getTemplate } from '../../../../../../queries/template/get-template.ts'
import { message } from '../../views/elements/message.ts'
import { section } from '../../views/elements/blocks.ts'
import { escapeCut } from '../../views/elements/text.ts'
import { openModal, replyTooLate } from '../interaction/modals.ts'
import { tryCommand, commandRequestOf, refusalText } from '../interaction/run-command.ts'
import { replyPrivately } from '../interaction/reply.ts'
import { type Interaction } from '../interaction/interaction.ts'
import { postInThread, updateDraftMessage } from './draft-replies.ts'
import { reviseFromFile } from './template-file.ts'
import { openQuestionForm } from './question-form.ts'

/** A click on the draft of a template, or about a file that is to become one. */
export async function onTemplateClick(
  interaction: Interaction,
  body: InteractionBody,
  action: SlackAction,
): Promise<void> {
  const value = (action as { readonly value?: string | null }).value ?? ''
  const [, id = ''] = action.block_id.split(' ')
  if (!hasRole(interaction.person.caller, 'author')) return replyPrivately(interaction, interaction.texts.authors_only)
  switch (action.action_id) {
    case ACTION.question:
      await openQuestionForm(interaction, body, id, Number(value), false)
      break
    case ACTION.all_questions:
      await openQuestionForm(interaction, body, value, 0, true)
      break
    case ACTION.publish:
      await publishTemplate(interaction, value)
      break
    case ACTION.revise:
      await reviseFromFile(interaction, value)
      break
    case ACTION.language:
      await openModal(
        interaction,
        body,
        interaction.texts.language_title,
        async () =>
          templateLanguageModal(
            await getTemplate(interaction.deps.app, value, interaction.person.caller),
            interaction.location,
            interaction.texts,
          ),
        replyTooLate(interaction),
      )
      break
    case ACTION.rename:
      await openModal(
        interaction,
        body,
        interaction.texts.name_title,
        async () => nameModal({ file: value, at: interaction.location }, '', interaction.texts),
        replyTooLate(interaction),
      )
      break
    default: {
      const [template = '', part = '0'] = value.split(' ')
      if (action.action_id.startsWith(ACTION.page))
        await updateDraftMessage(interaction, template, interaction.location, Number(part))
    }
  }
}

async function publishTemplate(interaction: Interaction, id: string): Promise<void> {
  const published = await tryCommand(() =>
    changeLifecycle(interaction.deps.app, { id, change: 'publish' }, commandRequestOf(interaction, 'publish', [id])),
  )
  if ('refused' in published) return replyPrivately(interaction, refusalText(published.refused, interaction.texts))
  await updateDraftMessage(interaction, id, interaction.location)
  await postInThread(
    interaction,
    message(interaction.texts.published({ name: published.done.state.name, id }), [
      section(`:tada: ${escapeCut(interaction.texts.published({ name: published.done.state.name, id }), 900)}`),
    ]),
  )
}
