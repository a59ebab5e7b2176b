/** The button that takes words as they are, where the kind was only guessed. */
import { describe, expect, it } from 'vitest'
import { questionPromptOf } from '../../../../../src/adapters/inbound/slack/ui/messages/question-prompt.ts'
import { textsFor } from '../../../../../src/adapters/inbound/slack/ui/texts/texts.ts'
import { modalInput } from '../../../../../src/adapters/inbound/slack/ui/views/inputs/modal-input.ts'
import {
  readingButtons,
  readingFromButton,
} from '../../../../../src/adapters/inbound/slack/ui/views/question/question-choices.ts'
import type { QuestionView } from '../../../../../src/queries/generation/generation-view.ts'

const question: QuestionView = {
  name: 'due_date',
  kind: 'date',
  label: 'Due date',
  required: true,
  example: '',
  revision: null,
  guessed: true,
}
const SETTINGS = { locale: 'en-US', zone: 'UTC' }
const promptFor = (raw: string, asked = question) =>
  questionPromptOf({ help: 1, reason: 'not_understood', error: 'x', raw }, asked, SETTINGS, '2026-11-21T10:00:00Z')
const buttonsFor = (raw: string, locale = 'en-US') => {
  const { readings = [], values = [] } = promptFor(raw)
  const offered = readings.map((shown, index) => ({ shown, wire: values[index] }))
  const [block] = readingButtons('x', question, offered, textsFor(locale))
  return (block as { elements: { text: { text: string }; value: string }[] } | undefined)?.elements ?? []
}

describe('an answer that is not of the guessed kind', () => {
  it('is offered as it is, in the reader’s language', () => {
    const [button] = buttonsFor('upon receipt')
    expect(button?.text.text).toBe('Take it as it is: “upon receipt”')
    expect(readingFromButton(button?.value ?? '')).toEqual({ value: { as_written: 'upon receipt' } })
    expect(buttonsFor('bei Erhalt', 'de-DE')[0]?.text.text).toBe('So übernehmen: „bei Erhalt“')
  })

  it('is carried whole, several lines too, or not offered', () => {
    const lines = `a\n${'b'.repeat(1_000)}`
    expect(readingFromButton(buttonsFor(lines)[0]?.value ?? '')).toEqual({ value: { as_written: lines } })
    expect(buttonsFor('x'.repeat(2_000))).toEqual([])
  })

  it('is not offered where the author set the kind', () => {
    expect(promptFor('upon receipt', { ...question, guessed: undefined })).toMatchObject({ readings: [], values: [] })
  })
})

it('words that stand as written are edited as text', () => {
  const field = { block_id: 'f', question, locale: 'en-US', optional: false, texts: textsFor('en-US') }
  expect(modalInput({ ...field, value: { as_written: 'upon receipt' } })?.element).toMatchObject({
    type: 'plain_text_input',
    initial_value: 'upon receipt',
  })
  expect(modalInput({ ...field, value: { as_written: 'a\nb' } })?.element).toMatchObject({ multiline: true })
})
