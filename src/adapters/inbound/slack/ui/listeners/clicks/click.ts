/** A click in a conversation, and replacing the clicked message. */
import type { BlockReference } from '../../block-id.ts'
import type { InteractionBody, SlackAction } from '../../payloads.ts'
import type { Message } from '../../views/elements/message.ts'
import type { ConversationAccess } from '../conversation/conversation-access.ts'
import { bestEffort } from '../interaction/reply.ts'
import { type Interaction } from '../interaction/interaction.ts'

/** A click with its conversation. */
export interface Click {
  readonly interaction: Interaction
  readonly body: InteractionBody
  readonly action: SlackAction
  readonly access: ConversationAccess
  readonly reference: BlockReference
  /** The question's address; empty for the conversation itself. */
  readonly address: string
  /** The message that was clicked, as the domain knows it. */
  readonly shown_under: string | undefined
}

/**
 * Replaces the content of the clicked message: by the click's own address where it has one, which counts among no
 * method's calls. https://docs.slack.dev/interactivity/handling-user-interaction#updating_message_response
 */
export async function replaceClickedMessage(interaction: Interaction, shown: Message): Promise<void> {
  const { location, deps, team, response_url } = interaction
  if (location === undefined) return
  await bestEffort(interaction, async () => {
    if (response_url === undefined)
      return deps.updateMessage(team, { channel: location.channel, ts: location.ts, ...shown })
    await deps
      .respond(response_url, { replace_original: true, ...shown })
      .catch(() => deps.updateMessage(team, { channel: location.channel, ts: location.ts, ...shown }))
  })
}
