/** What was typed, as clean text: the gate that every kind but pictures, lists and booleans goes through. */
import { ok, type Result } from '../../domain/kernel/errors.ts'
import type { Question } from '../../domain/questions/question.ts'
import type { ReadContext } from '../answer-kind.ts'
import { characterCount, forbiddenCharacter, plainNewlines } from './characters.ts'
import { refuse } from '../refusal.ts'

/**
 * Trimmed text with plain newlines and nothing that a document cannot hold, at most `max` characters. JSON numbers are
 * taken as they are written; anything else that is no text, and nothing at all, is refused.
 */
export function readTyped(question: Question, raw: unknown, context: ReadContext, max: number): Result<string> {
  if (raw === undefined || raw === null) return refuse(question, context, 'There is no answer.')
  const written = typeof raw === 'number' && Number.isFinite(raw) ? String(raw) : raw
  if (typeof written !== 'string') return refuse(question, context, `The answer is ${nameOfType(raw)}.`)
  // White space around the text is let go, but not without bound.
  if (written.length > max * 2 + 1000) return refuseTooLong(question, context, max)
  const text = plainNewlines(written).trim()
  if (text === '') return refuse(question, context, 'The answer is empty.')
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
  refuse(question, context, `The answer is too long: at most ${String(max)} characters fit.`, { max_length: max })

/** What a value of the wrong type is called. */
export function nameOfType(raw: unknown): string {
  if (Array.isArray(raw)) return 'a list'
  if (raw === null || raw === undefined) return 'nothing'
  return typeof raw === 'object' ? 'an object' : typeof raw === 'boolean' ? 'true or false' : `a ${typeof raw}`
}
