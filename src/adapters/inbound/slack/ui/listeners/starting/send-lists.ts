/** Sends the lists of `/docgen list` and `/docgen drafts`. */
import { draftsMessage } from '../../views/conversation-list.ts'
import { templateListMessage } from '../../views/starting/template-messages.ts'
import { replyPrivately } from '../interaction/reply.ts'
import type { Interaction } from '../interaction/interaction.ts'
import { listDrafts } from './conversation-rows.ts'
import { invite } from './invite.ts'
import { listPublishedTemplates } from './template-lists.ts'

/** Replies with the published templates. */
export async function sendTemplates(interaction: Interaction): Promise<void> {
  const { all, total } = await listPublishedTemplates(interaction, '', 40)
  if (total === 0) return invite(interaction, interaction.texts.picker_intro)
  await replyPrivately(interaction, templateListMessage(all, total, interaction.texts))
}

/** Replies with the person's open conversations. */
export async function sendDrafts(interaction: Interaction): Promise<void> {
  await replyPrivately(
    interaction,
    draftsMessage(await listDrafts(interaction, 20), interaction.person.zone, interaction.texts),
  )
}
