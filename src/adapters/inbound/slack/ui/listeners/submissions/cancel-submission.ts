/** Submitting “Cancel this document”. */
import type { SlackView } from '../../payloads.ts'
import type { FormMetadata } from '../../views/modals/form-metadata.ts'
import { openConversation } from '../conversation/conversation-access.ts'
import type { Interaction } from '../interaction/interaction.ts'
import { cancelConversation } from '../navigation/cancel-conversation.ts'
import { CLEAR, type SubmissionResponse } from './submission-response.ts'

/** Cancels the conversation. */
export async function onCancelSubmitted(
  interaction: Interaction,
  _: SlackView,
  { generation }: FormMetadata,
): Promise<SubmissionResponse> {
  const access = await openConversation(interaction, generation)
  if (access?.full !== undefined) await cancelConversation(interaction, access)
  return CLEAR
}
