/** What an entry of the audit changed, where its sentence does not say it. */
import type { AuditEntryRow } from '../../service/api-client.ts'

/** `what: before → after`, for each of several changes. */
export const sentenceChanges = ({ changes, sentence }: Pick<AuditEntryRow, 'changes' | 'sentence'>): string[] =>
  changes
    .map(({ what, before, after }) => ({ what, text: `${before ?? 'nothing'} → ${after ?? 'nothing'}`, after }))
    .filter(({ text, after }) => changes.length > 1 || !(sentence.includes(text) || sentence.endsWith(`: ${after}`)))
    .map(({ what, text }) => `${what}: ${text}`)
