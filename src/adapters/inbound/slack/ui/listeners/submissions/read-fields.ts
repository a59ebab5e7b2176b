/** Reads what was entered into a form: each field, and the meaning that was chosen under it. */
import type { ChosenReading } from '../../../../../../domain/questions/answer.ts'
import type { SlackView } from '../../payloads.ts'
import { readBlockId } from '../../block-id.ts'
import type { FormMetadata } from '../../views/modals/form-metadata.ts'
import { enteredValue, type EnteredState } from '../../views/inputs/entered-value.ts'
import { chosenUnder, isReadingChoice } from '../../views/inputs/reading-choice.ts'
import { downloadPicture } from '../messages/picture-answer.ts'
import type { ConversationAccess } from '../conversation/conversation-access.ts'
import type { Interaction } from '../interaction/interaction.ts'
import type { QuestionView } from '../../../../../../queries/generation/generation-view.ts'

/** A field with its entered value. */
export interface EnteredField {
  readonly block_id: string
  readonly question: QuestionView
  /** Undefined for an empty field, null for a file that cannot be downloaded. */
  readonly value: unknown
  /** What was chosen under the field. */
  readonly chosen?: readonly ChosenReading[] | undefined
  /** The revision of the answer that the field showed. */
  readonly replaces: number | null
}

/** The fields in the order of the form. */
export async function readFields(
  interaction: Interaction,
  access: ConversationAccess,
  view: SlackView,
  { names = [] }: FormMetadata,
): Promise<EnteredField[]> {
  const values = view.state?.values ?? {}
  const ids = (view.blocks ?? [])
    .map(({ block_id = '' }) => block_id)
    .filter((id) => values[id] !== undefined && !isReadingChoice(id))
  const fields: EnteredField[] = []
  for (const [index, block_id] of ids.entries()) {
    const name = names[index]
    const question = name === undefined ? undefined : await access.question(name)
    if (question === undefined) continue
    const value = await readValue(interaction, question, values[block_id]?.['dg_value'])
    fields.push({
      block_id,
      question,
      replaces: readBlockId(block_id)?.revision ?? null,
      value,
      chosen: chosenUnder(block_id, question.name, wordsOf(value), values),
    })
  }
  return fields
}

/** What was entered as a text, as a person sees it. */
export const wordsOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

async function readValue(
  interaction: Interaction,
  question: QuestionView,
  state: EnteredState | undefined,
): Promise<unknown> {
  const [file] = state?.files ?? []
  if (file === undefined) return enteredValue(question, state)
  return (await downloadPicture(interaction, file)) ?? null
}
