/** The choices that a search suggests. */
import type { PlainTextOption } from '@slack/types'
import type { Choice } from '../../../../../../domain/questions/question.ts'
import { MAX_OPTIONS } from '../../limits.ts'
import { choiceOption } from './choices.ts'
import { foldText } from '../../../../../../domain/questions/naming/fold-text.ts'

/** The choices whose label contains all words, prefix matches first; at most 100. */
export function searchChoices(choices: readonly Choice[], query: string): PlainTextOption[] {
  const words = foldText(query)
    .split(' ')
    .filter((word) => word !== '')
  const found = choices
    .map((choice, index) => ({ choice, index, label: foldText(choice.label) }))
    .filter(({ label, index }) => words.every((word) => label.includes(word)) || query.trim() === String(index + 1))
  const first = words[0] ?? ''
  const sorted = [
    ...found.filter(({ label }) => label.startsWith(first)),
    ...found.filter(({ label }) => !label.startsWith(first)),
  ]
  return sorted.slice(0, MAX_OPTIONS).map(({ choice, index }) => choiceOption(choice, index))
}
