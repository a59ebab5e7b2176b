/** The choices of a question in full, and what an unclear answer could mean. */
import type { KnownBlock } from '@slack/types'
import { areNumbered } from '../../../../../../answers/parsing/choice-finder.ts'
import type { Reading } from '../../../../../../answers/refusal.ts'
import { isAsWritten, type AsWritten } from '../../../../../../domain/questions/answer.ts'
import type { Choice } from '../../../../../../domain/questions/question.ts'
import { ACTION } from '../../action-ids.ts'
import { MAX_ACTIONS } from '../../limits.ts'
import { blockId } from '../../block-id.ts'
import type { Texts } from '../../texts/texts.ts'
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
  readonly wire: Reading['wire'] | undefined
}

/** The readings of an unclear answer, each as a button. */
export function readingButtons(
  generation: string,
  question: QuestionView,
  readings: readonly OfferedReading[],
  texts: Texts,
): KnownBlock[] {
  if (readings.length === 0) return []
  const buttons = readings.slice(0, MAX_ACTIONS).map((reading, index) => {
    const { wire, shown } = reading
    const label = isAsWritten(wire) ? texts.take_as_written({ words: oneLine(shown) }) : shown
    return button(`${ACTION.reading}${String(index)}`, label, { value: readingValue(reading) })
  })
  return [actions(blockId('r', { generation, revision: question.revision, address: question.name }), buttons)]
}

const WIRE = 'wire:'
const WORDS = 'words:'

/** So many characters of an answer fit into a button's value, with its prefix. */
export const MAX_CARRIED = 1900

/** What the button of a reading carries: the value, or what was shown where that is unknown or too long. */
function readingValue({ wire, shown }: OfferedReading): string {
  if (isAsWritten(wire)) return `${WORDS}${wire.as_written}`
  return wire === undefined || wire.length > MAX_CARRIED ? shown : `${WIRE}${wire}`
}

/** The answer that the button of a reading carries. */
export function readingFromButton(value: string): { readonly value: string | AsWritten; readonly form?: 'wire' } {
  if (value.startsWith(WORDS)) return { value: { as_written: value.slice(WORDS.length) } }
  return value.startsWith(WIRE) ? { value: value.slice(WIRE.length), form: 'wire' } : { value }
}
