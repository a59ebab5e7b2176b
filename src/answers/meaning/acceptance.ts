/** How far a question takes a text as its answer. */
import type { AnswerContext } from '../../domain/questions/answer.ts'
import { hasChoices } from '../../domain/questions/kind-rules.ts'
import type { Kind, Question } from '../../domain/questions/question.ts'
import { readAnswer } from '../read.ts'
import { readingsOf } from '../refusal.ts'
import { parseListItems } from './list-items.ts'

/**
 * `as_such`: the question has few answers, and the text is one of them (or means one of two). `as_any_text`: it takes
 * nearly every text, so that this one is nothing special. `not`: it does not take it.
 */
type Acceptance = 'as_such' | 'as_any_text' | 'not'

const ANY_TEXT: ReadonlySet<Kind> = new Set(['text', 'long_text'])

/** How far the question takes the text. A list takes what would be one of its items. */
export function acceptanceOf(question: Question, text: string, context: AnswerContext): Acceptance {
  if (question.kind === 'list') return acceptanceByList(question, text, context)
  const read = readAnswer(question, text, context)
  if (!read.ok) return hasChoices(question.kind) && readingsOf(read.error.details).length > 0 ? 'as_such' : 'not'
  return ANY_TEXT.has(question.kind) ? 'as_any_text' : 'as_such'
}

function acceptanceByList(question: Question, text: string, context: AnswerContext): Acceptance {
  const [first] = question.fields ?? []
  const items = parseListItems(question, text)
  if (first === undefined || items?.length !== 1) return 'not'
  const item: unknown = items[0]
  const value: unknown =
    typeof item === 'object' && item !== null ? (item as Record<string, unknown>)[first.name] : item
  return typeof value === 'string' ? acceptanceOf(first, value, context) : 'not'
}
