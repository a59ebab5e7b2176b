/** Choices as an author writes them: one on each line, `value = label` where the two differ. */
import type { Choice } from '../../domain/questions/question.ts'

/** Parses choices. Empty lines are skipped. A line with nothing before `=` is both value and label. */
export const parseChoices = (text: string): Choice[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [, value = '', label = ''] = /^([^=]*)=(.*)$/.exec(line) ?? []
      return value.trim() === ''
        ? { value: line, label: line }
        : { value: value.trim(), label: label.trim() || value.trim() }
    })

/** The inverse of `parseChoices`. */
export const formatChoices = (choices: readonly Choice[]): string =>
  choices.map(({ value, label }) => (value === label ? value : `${value} = ${label}`)).join('\n')
