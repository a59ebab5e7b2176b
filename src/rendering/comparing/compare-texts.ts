/** What is different between a document as it was delivered and a copy of it. */
import { diffArrays } from 'diff'
import type { TextLine } from '../docx/reading/document-text.ts'

/** A paragraph that is not as it was: `before` is missing for one that was added, `after` for one that is gone. */
export interface TextDifference {
  /** In the copy; where a paragraph is gone, in the delivered document. */
  readonly place: string
  readonly before?: string | undefined
  readonly after?: string | undefined
}

export interface Comparison {
  /** The first of them; empty for the same text. */
  readonly differences: readonly TextDifference[]
  /** How many there are. */
  readonly count: number
}

/** More is another document, not an altered one. */
const MAX_EDITS = 2_000
const MAX_SHOWN = 100
const MAX_LENGTH = 2_000

/** Compares paragraph by paragraph; undefined where almost nothing is the same, which would take long to find out. */
export function compareTexts(delivered: readonly TextLine[], copy: readonly TextLine[]): Comparison | undefined {
  const texts = (lines: readonly TextLine[]): string[] => lines.map((each) => each.text)
  const changes = diffArrays(texts(delivered), texts(copy), { maxEditLength: MAX_EDITS })
  if (changes === undefined) return undefined
  const differences: TextDifference[] = []
  let [was, is] = [0, 0]
  let gone: readonly TextLine[] = []
  const flush = (added: readonly TextLine[]): void => {
    for (let at = 0; at < Math.max(gone.length, added.length); at++) {
      const [before, after] = [gone[at], added[at]]
      const place = after?.place ?? before?.place ?? ''
      differences.push({ place, before: shorten(before?.text), after: shorten(after?.text) })
    }
    gone = []
  }
  for (const { count, added, removed } of changes) {
    if (removed) {
      gone = delivered.slice(was, was + count)
      was += count
    } else if (added) {
      flush(copy.slice(is, is + count))
      is += count
    } else {
      flush([])
      was += count
      is += count
    }
  }
  flush([])
  return { differences: differences.slice(0, MAX_SHOWN), count: differences.length }
}

const shorten = (text: string | undefined): string | undefined =>
  text === undefined || text.length <= MAX_LENGTH ? text : `${text.slice(0, MAX_LENGTH)}…`
