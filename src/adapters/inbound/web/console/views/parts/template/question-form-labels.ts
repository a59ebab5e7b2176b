/** The labels of limits and formats in the form of a question. */
import { formatsOf } from '../../../../../../../domain/questions/kind-rules.ts'
import { type Kind, KINDS } from '../../../../../../../domain/questions/question.ts'

/** Kinds with the same formats, and these. */
export function kindsByFormats(): (readonly [kinds: readonly Kind[], formats: readonly string[]])[] {
  const groups = Map.groupBy(KINDS, (kind) => formatsOf(kind))
  return [...groups].filter(([formats]) => formats.length > 0).map(([formats, kinds]) => [kinds, formats])
}

export const LIMIT_LABELS = {
  min: 'At least',
  max: 'At most',
  min_length: 'Shortest (characters)',
  max_length: 'Longest (characters)',
  min_items: 'Fewest',
  max_items: 'Most',
} as const

export const FORMAT_LABELS: Readonly<Record<string, string>> = {
  short: '21/11/2026 (short)',
  medium: '21 Nov 2026 (medium)',
  long: '21 November 2026 (long)',
  full: 'Saturday, 21 November 2026 (full)',
  iso: '2026-11-21',
  plain: 'plain',
  grouped: '1,250 (grouped)',
  markdown: 'Markdown',
  international: '+49 30 123456 (international)',
  national: '030 123456 (national)',
}
