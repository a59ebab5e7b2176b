/** Invites to begin a document. */
import { message } from '../../views/elements/message.ts'
import { invitationMessage } from '../../views/starting/help-messages.ts'
import { noTemplates, noTemplatesText } from '../../views/starting/no-templates.ts'
import { templateChoice } from '../../views/starting/template-choice.ts'
import { replyPrivately } from '../interaction/reply.ts'
import type { Interaction } from '../interaction/interaction.ts'
import { firstTemplateFor } from './first-template.ts'
import { listPublishedTemplates } from './template-lists.ts'

/** Replies with a sentence and the templates; where there is none, with how the first is made. */
export async function invite(interaction: Interaction, sentence: string): Promise<void> {
  const { texts } = interaction
  const templates = await listPublishedTemplates(interaction)
  if (templates.total > 0)
    return replyPrivately(
      interaction,
      invitationMessage(sentence, texts, templateChoice(templates, texts.picker_all, texts)),
    )
  const first = await firstTemplateFor(interaction)
  return replyPrivately(interaction, message(noTemplatesText(first, texts), noTemplates(first, texts)))
}
