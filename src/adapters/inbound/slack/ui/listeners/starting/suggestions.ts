/** Suggestions while somebody types into a search of choices or templates. */
import type { PlainTextOption } from '@slack/types'
import { ACTION } from '../../action-ids.ts'
import { readBlockId } from '../../block-id.ts'
import { searchChoices } from '../../views/elements/search-choices.ts'
import { suggestTemplates } from './picker.ts'
import { addressOf, openConversation } from '../conversation/conversation-access.ts'
import type { Interaction } from '../interaction/interaction.ts'

/** The options for what was typed. */
export async function suggestOptions(
  interaction: Interaction,
  { action_id, block_id, value }: { readonly action_id: string; readonly block_id: string; readonly value: string },
): Promise<PlainTextOption[]> {
  if (action_id === ACTION.pick_template) return suggestTemplates(interaction, value)
  const reference = readBlockId(block_id)
  const access = reference === undefined ? undefined : await openConversation(interaction, reference.generation)
  const address = access === undefined || reference === undefined ? undefined : addressOf(access, reference)
  const question = address === undefined ? undefined : await access?.question(address)
  return searchChoices(question?.choices ?? [], value)
}
