/** What a search in a long list of choices, or in the picker, suggests while somebody types. */
import type { PlainTextOption } from '@slack/types'
import { ACTION } from '../../action-ids.ts'
import { readBlockId } from '../../reference.ts'
import { searchChoices } from '../../views/elements/choices.ts'
import { suggestTemplates } from './home.ts'
import { addressOf, see } from '../questions.ts'
import type { Visit } from '../interaction.ts'

export async function suggest(
  visit: Visit,
  { action_id, block_id, value }: { readonly action_id: string; readonly block_id: string; readonly value: string },
): Promise<PlainTextOption[]> {
  if (action_id === ACTION.pick_template) return suggestTemplates(visit, value)
  const reference = readBlockId(block_id)
  const seen = reference === undefined ? undefined : await see(visit, reference.generation)
  const address = seen === undefined || reference === undefined ? undefined : addressOf(seen, reference)
  const question = address === undefined ? undefined : await seen?.question(address)
  return searchChoices(question?.choices ?? [], value)
}
