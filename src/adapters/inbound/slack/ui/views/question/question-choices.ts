/** The choices of a question in full, and what an unclear answer could mean. */
import type { KnownBlock } from '@slack/types'
import { areNumbered } from '../../../../../../answers/parsing/choice-finder.ts'
import type { Choice } from '../../../../../../domain/questions/question.ts'
import { ACTION } from '../../action-ids.ts'
import { blockId } from '../../block-id.ts'
import { actions, section } from '../elements/blocks.ts'
import { button } from '../elements/button.ts'
import { isCut, widgetFor } from '../elements/choices.ts'
import type { MessageData } from '../elements/message-data.ts'
import { oneLine, splitText } from '../elements/text.ts'
import type { QuestionPrompt } from './question-prompt.ts'
import type { QuestionView } from '../../../../../../queries/generation/generation-view.ts'

/** The choices as they may be typed, with numbers where numbers are accepted. */
export function choiceLines(choices: readonly Choice[], locale: string): string[] {
  const numbered = areNumbered(choices, locale)
  return choices.map(({ label }, index) => (numbered ? `${String(index + 1)}. ${oneLine(label)}` : oneLine(label)))
}

/** Lists the labels that are too long for a button. */
export function longChoiceBlocks({ choices = [], kind }: QuestionView, locale: string, room: number): KnownBlock[] {
  const laidOut = widgetFor(choices) === 'buttons' || widgetFor(choices) === 'radio'
  if ((kind !== 'one_of' && kind !== 'some_of') || !laidOut || !choices.some(isCut)) return []
  return splitText(choiceLines(choices, locale).join('\n'), 2900 * room)
    .slice(0, 2)
    .map((piece) => section(piece))
}

/** The readings of an unclear answer, each as a button. */
export function readingButtons(
  { generation, question }: MessageData & { readonly question: QuestionView },
  { readings: found = [], values = [] }: QuestionPrompt,
): KnownBlock[] {
  if (found.length === 0) return []
  const buttons = found
    .slice(0, 5)
    .map((shown, index) =>
      button(`${ACTION.reading}${String(index)}`, shown, { value: readingValue(shown, values[index]) }),
    )
  return [
    actions(blockId('r', { generation: generation.id, revision: question.revision, address: question.name }), buttons),
  ]
}

const WIRE = 'wire:'

/** What the button of a reading carries: the value, or what was shown where that is unknown or too long. */
const readingValue = (shown: string, wire: string | undefined): string =>
  wire === undefined || wire.length > 1900 ? shown : `${WIRE}${wire}`

/** The answer that the button of a reading carries. */
export const readingFromButton = (value: string): { readonly value: string; readonly form?: 'wire' } =>
  value.startsWith(WIRE) ? { value: value.slice(WIRE.length), form: 'wire' } : { value }
