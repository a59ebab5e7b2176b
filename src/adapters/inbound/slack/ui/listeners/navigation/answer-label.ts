/** The label of an answer, with its list item. */
import { itemName } from '../../views/question/question-title.ts'
import type { Interaction } from '../interaction/interaction.ts'
import type { AnswerView, GenerationView } from '../../../../../../queries/generation/generation-view.ts'

/** The label of an answer, with its list item if it has one. */
export const answerLabel = (
  generation: GenerationView,
  answer: AnswerView,
  { texts }: Pick<Interaction, 'texts'>,
): string =>
  answer.item === undefined || answer.kind === 'list'
    ? answer.label
    : `${itemName(generation, answer, texts)}: ${answer.label}`
