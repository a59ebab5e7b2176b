/** The widget for a question with choices: a confirmation, a list, or a list that narrows while one types. */
import { autocomplete, autocompleteMultiselect, confirm, multiselect, select } from '@clack/prompts'
import { safeLine } from '../../terminal/terminal-text.ts'
import type { Prompt } from './asker.ts'
import { presetAnswer } from './preset.ts'
import type { TerminalScreen } from './terminal-screen.ts'

/** With more choices than this, the list narrows while the person types. */
export const MANY_CHOICES = 12
/** The choice of no answer; no value of a template can be equal to it. */
export const LEFT_OUT = '\u0000left out'

/** Shows the choices of a question; gives the chosen value or values, `LEFT_OUT`, or clack's sign of a cancellation. */
export function showChoices({ streams, heading, withBar }: TerminalScreen, prompt: Prompt): Promise<unknown> {
  const { question } = prompt
  const preset = presetAnswer(prompt)
  const message = heading(prompt).join('\n')
  const options = (question.choices ?? []).map(({ value, label }) => ({ value, label: safeLine(label) }))
  const many = options.length > MANY_CHOICES
  if (question.kind === 'some_of') {
    const initialValues = Array.isArray(preset) ? [...(preset as readonly string[])] : []
    const shared = { ...streams, message, options, initialValues, required: question.required }
    return many ? autocompleteMultiselect({ ...shared, message: withBar(message.split('\n')) }) : multiselect(shared)
  }
  if (question.kind === 'yes_no' && question.required)
    return confirm({ ...streams, message, initialValue: preset !== false })
  const all: { value: string | boolean; label: string }[] =
    question.kind === 'yes_no'
      ? [
          { value: true, label: 'Yes' },
          { value: false, label: 'No' },
        ]
      : options
  const withLeftOut = question.required ? all : [...all, { value: LEFT_OUT, label: '– leave it out –' }]
  const shared = {
    ...streams,
    message,
    options: withLeftOut,
    ...(preset === undefined ? {} : { initialValue: preset as string | boolean }),
  }
  return many
    ? autocomplete({ ...shared, message: withBar(message.split('\n')), maxItems: 10, validate: requireChoice })
    : select({ ...shared, maxItems: 15 })
}

/** Refuses Enter where the search finds nothing. */
export const requireChoice = (value: unknown): string | undefined =>
  value === undefined ? 'None of the choices is called so. Type less.' : undefined
