/** The refinement that asks for text in place of a guess. */
import type { Question } from '../question.ts'

/** A refinement that changes the kind of one question. */
interface TextRefinement {
  name: string
  kind?: 'text' | 'long_text'
  fields?: TextRefinement[]
}

/**
 * By the question's address whatever the list item (`items.due`; the list's own for the items of a list of plain
 * values). Undefined where no guess stands there. Where one line of text was guessed, several are asked for.
 */
export function askForText(questions: readonly Question[], address: string): TextRefinement | undefined {
  for (const { name, kind, guessed, fields } of questions) {
    if (guessed === true && (name === address || (name === '.' && address === '')))
      return { name, kind: kind === 'text' ? 'long_text' : 'text' }
    const isInside = name === address || address.startsWith(`${name}.`)
    const field = fields === undefined || !isInside ? undefined : askForText(fields, address.slice(name.length + 1))
    if (field !== undefined) return { name, fields: [field] }
  }
  return undefined
}
