import type { QuestionView } from '../../../../../../queries/generation/generation-view.ts'
import type { SlackView } from '../../payloads.ts'
import { readBlockId } from '../../reference.ts'
import type { FormMetadata } from '../../views/conversation-modals.ts'
import { enteredValue, type EnteredState } from '../../views/modal-input.ts'
import { downloadPicture } from '../conversation-messages.ts'
import type { ConversationAccess } from '../questions.ts'
import type { Interaction } from '../interaction.ts'

export interface EnteredField {
  readonly block_id: string
  readonly question: QuestionView
  /** Undefined for an empty field, null for a file that cannot be had. */
  readonly value: unknown
  /** The revision of the answer that stood in the field. */
  readonly replaces: number | null
}

/** The fields in the order in which the form had them. */
export async function readFields(
  interaction: Interaction,
  access: ConversationAccess,
  view: SlackView,
  { names = [] }: FormMetadata,
): Promise<EnteredField[]> {
  const values = view.state?.values ?? {}
  const ids = (view.blocks ?? []).map(({ block_id = '' }) => block_id).filter((id) => values[id] !== undefined)
  const fields: EnteredField[] = []
  for (const [index, block_id] of ids.entries()) {
    const name = names[index]
    const question = name === undefined ? undefined : await access.question(name)
    if (question === undefined) continue
    const state = values[block_id]?.['dg_value']
    fields.push({
      block_id,
      question,
      replaces: readBlockId(block_id)?.revision ?? null,
      value: await readValue(interaction, question, state),
    })
  }
  return fields
}

async function readValue(
  interaction: Interaction,
  question: QuestionView,
  state: EnteredState | undefined,
): Promise<unknown> {
  const [file] = state?.files ?? []
  if (file === undefined) return enteredValue(question, state)
  return (await downloadPicture(interaction, file)) ?? null
}
