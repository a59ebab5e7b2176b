/** Cleans typed text. Every kind except pictures, lists and booleans reads through this. */
import { countText } from '../../domain/kernel/count-text.ts'
import { ok, type Result } from '../../domain/kernel/errors.ts'
import type { Question } from '../../domain/questions/question.ts'
import type { ReadContext } from '../answer-kind.ts'
import { characterCount, forbiddenCharacter, hasVisibleCharacter, plainNewlines } from './characters.ts'
import { refuse } from '../refusal.ts'

/**
 * Trimmed text with plain newlines and only characters that documents can hold, at most `max` of them. JSON numbers are
 * accepted as text. Empty or missing text, and any other type, is refused.
 */
export function readTyped(question: Question, raw: unknown, context: ReadContext, max: number): Result<string> {
  if (raw === undefined || raw === null) return refuse(question, context, 'There is no answer.')
  const written = typeof raw === 'number' && Number.isFinite(raw) ? String(raw) : raw
  if (typeof written !== 'string') return refuse(question, context, `The answer is ${nameOfType(raw)}.`)
  // Surrounding white space is dropped, but not without limit.
  if (written.length > max * 2 + 1000) return refuseTooLong(question, context, max)
  const text = plainNewlines(written).trim()
  if (!hasVisibleCharacter(text)) return refuse(question, context, 'The answer is empty.')
  const forbidden = forbiddenCharacter(text)
  if (forbidden !== undefined) {
    return refuse(
      question,
      context,
      `The answer holds a character that no document can show: ${forbidden}. Please remove it.`,
      { character: forbidden },
    )
  }
  return characterCount(text, max) > max ? refuseTooLong(question, context, max) : ok(text)
}

const refuseTooLong = (question: Question, context: ReadContext, max: number): Result<never> =>
  refuse(
    question,
    context,
    `The answer is too long: at most ${countText(max, 'character')} ${max === 1 ? 'fits' : 'fit'}.`,
    { max_length: max },
  )

/** The name of a value's type, for refusals. */
export function nameOfType(raw: unknown): string {
  if (Array.isArray(raw)) return 'a list'
  if (raw === null || raw === undefined) return 'nothing'
  return typeof raw === 'object' ? 'an object' : typeof raw === 'boolean' ? 'true or false' : `a ${typeof raw}`
}
