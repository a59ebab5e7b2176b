/** Why an answer was not copied, in a sentence. */
import type { NotCarried, NotCarriedReason } from '../../domain/interview/carry-over.ts'

/** An answer of the source generation that was not copied, and why. */
export interface NotCarriedView extends NotCarried {
  /** The reason in English, with what to do. */
  readonly why: string
}

const WHY: Readonly<Record<NotCarriedReason, string>> = {
  not_asked:
    'The template does not ask this any more, at least not under this name. What it asks instead is asked now.',
  asked_otherwise:
    'The template asks this in another way now, and the old answer would not read the same. It is asked again.',
  not_fitting: 'The old answer is outside what the template takes now. It is asked again.',
  erased: 'The old answer was erased. It is asked again.',
  too_many_rows: 'The list takes fewer items now. All of them are still here: remove some.',
}

export const presentNotCarried = (one: NotCarried): NotCarriedView => ({ ...one, why: WHY[one.reason] })

/** The question with its rows: “Items · Price (in 3 rows)”. */
export function nameNotCarried({ label, name, rows }: NotCarried): string {
  if (rows === undefined) return label
  const count = `${String(rows)} ${rows === 1 ? 'row' : 'rows'}`
  return `${label} (${name.includes('.') ? `in ${count}` : count})`
}
