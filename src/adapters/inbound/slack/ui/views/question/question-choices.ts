/** The choices of a question in full, and what an unclear answer could mean. */
import type { KnownBlock } from '@slack/types'
import { areNumbered } from '../../../../../../answers/parsing/choice-finder.ts'
import type { Choice } from '../../../../../../domain/questions/question.ts'
import { ACTION } from '../../action-ids.ts'
import { MAX_ACTIONS } from '../../limits.ts'
import { blockId } from '../../block-id.ts'
import { actions, section } from '../elements/blocks.ts'
import { button } from '../elements/button.ts'
import { isCut, widgetFor } from '../elements/choices.ts'
import { oneLine, splitText } from '../elements/text.ts'
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

/** What an unclear answer could mean: as it is shown, and its value. */
export interface OfferedReading {
  readonly shown: string
  readonly wire: string | undefined
}

/** The readings of an unclear answer, each as a button. */
export function readingButtons(
  generation: string,
  question: QuestionView,
  readings: readonly OfferedReading[],
): KnownBlock[] {
  if (readings.length === 0) return []
  const buttons = readings
    .slice(0, MAX_ACTIONS)
    .map((reading, index) =>
      button(`${ACTION.reading}${String(index)}`, reading.shown, { value: readingValue(reading) }),
    )
  return [actions(blockId('r', { generation, revision: question.revision, address: question.name }), buttons)]
}

const WIRE = 'wire:'

/** What the button of a reading carries: the value, or what was shown where that is unknown or too long. */
const readingValue = ({ wire, shown }: OfferedReading): string =>
  wire === undefined || wire.length > 1900 ? shown : `${WIRE}${wire}`

/** The answer that the button of a reading carries. */
export const readingFromButton = (value: string): { readonly value: string; readonly form?: 'wire' } =>
  value.startsWith(WIRE) ? { value: value.slice(WIRE.length), form: 'wire' } : { value }
