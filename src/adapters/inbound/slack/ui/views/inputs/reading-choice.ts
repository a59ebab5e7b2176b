/** The choice between the meanings of an unclear field of a form. It stands under the field and is sent with it. */
import type { InputBlock } from '@slack/types'
import { readingKey } from '../../../../../../answers/chosen-reading.ts'
import { excerpt, type Reading } from '../../../../../../answers/refusal.ts'
import { isAsWritten, type ChosenReading } from '../../../../../../domain/questions/answer.ts'
import { ACTION } from '../../action-ids.ts'
import { MAX_LABEL, MAX_OPTION_VALUE, MAX_RADIO_OPTIONS } from '../../limits.ts'
import type { EnteredValues } from '../../payloads.ts'
import type { Texts } from '../../texts/texts.ts'
import { input } from '../elements/modal.ts'
import { option } from '../elements/option.ts'
import { oneLine, plainText } from '../elements/text.ts'

const PREFIX = 'm'

/** The block id of the choice under the field with this block id. */
const choiceId = (field: string): string => `${PREFIX}${field}`

/** Whether a block of a form is such a choice. */
export const isReadingChoice = (block_id: string): boolean => block_id.startsWith(PREFIX)

/** The block id of the field over a choice. */
export const fieldOfChoice = (block_id: string): string => block_id.slice(PREFIX.length)

/** What is asked about these words, as Slack shows it. */
export const choiceLabel = (words: string, texts: Texts): string =>
  plainText(texts.which_meaning({ words: excerpt(words) }), MAX_LABEL).text

/** The choice under a field; undefined where nothing is to be chosen. Who writes something else leaves it alone. */
export function readingChoice(
  field: string,
  words: string,
  readings: readonly Reading[],
  texts: Texts,
): InputBlock | undefined {
  const options = readings
    .map((reading) => ({ ...reading, key: readingKey(reading) }))
    .filter(({ key }) => key.length <= MAX_OPTION_VALUE)
    .slice(0, MAX_RADIO_OPTIONS)
    .map(({ wire, shown, key }) =>
      option(isAsWritten(wire) ? texts.take_as_written({ words: oneLine(shown) }) : shown, key),
    )
  if (options.length === 0) return undefined
  const element = { type: 'radio_buttons', action_id: ACTION.value, options } as const
  return input(choiceId(field), choiceLabel(words, texts), element, { optional: true })
}

/** What was chosen under a field. */
export function chosenUnder(
  field: string,
  name: string,
  words: string,
  values: EnteredValues,
): readonly ChosenReading[] | undefined {
  const reading = values[choiceId(field)]?.[ACTION.value]?.selected_option?.value
  return reading === undefined ? undefined : [{ field: name, words, reading }]
}
