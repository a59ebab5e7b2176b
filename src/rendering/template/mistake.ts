/**
 * A mistake in a template, with a place that its author can find in Word without page numbers.
 */
import { countText } from '../../domain/kernel/count-text.ts'
import { type DomainError, Refused, type Result, fail } from '../../domain/kernel/errors.ts'

export interface Mistake {
  /** Where in the file: `body`, `header 1`, `footnotes`, `text`… */
  readonly part: string
  /** Number of the paragraph in that part (of the line, in text), from 1. */
  readonly paragraph?: number | undefined
  /** The last heading above it. */
  readonly heading?: string | undefined
  /** The words around it. */
  readonly around: string
  readonly message: string
  /** What to change. */
  readonly fix: string
}

/**
 * One sentence naming the first mistake, and all of them in `details.mistakes`; `details.remarks` is what should be
 * looked at, too.
 */
export function refuseMistakes(
  mistakes: readonly Mistake[],
  remarks: readonly Mistake[] = [],
): { readonly ok: false; readonly error: DomainError } {
  const first = mistakes[0]
  const more = mistakes.length > 1 ? ` (and ${mistakes.length - 1} more)` : ''
  const message =
    first === undefined ? 'The template has mistakes.' : `${first.message} ${placeOf(first)}. ${first.fix}${more}`
  return fail('invalid_template', message, { mistakes, ...firstRemarks(remarks) }) as { ok: false; error: DomainError }
}

const MAX_REMARKS = 50

/** The first remarks, and how many more there are; nothing where there are none. */
export function firstRemarks(remarks: readonly Mistake[]): { readonly remarks?: readonly Mistake[] } {
  const [first] = remarks
  const more = remarks.length - MAX_REMARKS
  if (first === undefined) return {}
  if (more <= 0) return { remarks }
  const rest = {
    ...first,
    message: `${countText(more, 'more place')} ${more === 1 ? 'deserves' : 'deserve'} a look.`,
    fix: 'Look at the whole file.',
  }
  return { remarks: [...remarks.slice(0, MAX_REMARKS), rest] }
}

/** `In body, paragraph 12, under "Rent", near "…"`. */
export function placeOf(mistake: Mistake): string {
  const paragraph =
    mistake.paragraph === undefined ? '' : `, ${mistake.part === 'text' ? 'line' : 'paragraph'} ${mistake.paragraph}`
  const heading = mistake.heading === undefined ? '' : `, under "${mistake.heading}"`
  return `In ${mistake.part}${paragraph}${heading}, near "${mistake.around}"`
}

/** Refuses a file as a whole: `reason` is a stable slug, the message says what to do. */
export const refuseFile = (reason: string, message: string): Result<never> =>
  fail('invalid_template', message, { reason })

/** The same refusal, to be thrown. */
export const fileRefusal = (reason: string, message: string): Refused =>
  new Refused({ code: 'invalid_template', message, details: { reason } })
