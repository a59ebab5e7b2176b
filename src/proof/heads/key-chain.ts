/**
 * Keys that follow one another. The public half of a new key is signed by the one before it, as a note whose text has
 * four lines, each ended by LF: `docgen head key 1`, the key before, the new key (both as verifier keys), and the
 * moment (ISO 8601, UTC). Whoever trusts one key trusts those that come after it.
 */
import { formatVerifierKey, parseNote, parseVerifierKey, signerOf, signNote } from './signed-note.ts'
import type { SigningKey, VerifierKey } from './signed-note.ts'

const FIRST_LINE = 'docgen head key 1'

/** The statement by which a key names the next one. */
export const signNextKey = (before: SigningKey, next: VerifierKey, time: string): string =>
  signNote(`${FIRST_LINE}\n${formatVerifierKey(before)}\n${formatVerifierKey(next)}\n${time}\n`, before)

/** The keys that a trusted one leads to by these statements, in their order, itself first. */
export function followKeys(trusted: VerifierKey, statements: readonly string[]): readonly VerifierKey[] {
  const keys = [trusted]
  for (const statement of statements) {
    const note = parseNote(statement)
    const [, before = '', after = ''] =
      new RegExp(`^${FIRST_LINE}\\n(\\S+)\\n(\\S+)\\n\\S+\\n$`).exec(note?.text ?? '') ?? []
    const signer = parseVerifierKey(before)
    const next = parseVerifierKey(after)
    if (note === undefined || signer === undefined || next === undefined) continue
    if (signerOf(note, [signer]) === undefined) continue
    if (keys.some((key) => formatVerifierKey(key) === before)) keys.push(next)
  }
  return keys
}
