/**
 * Checks addresses with tags when the template is registered: some can never become a link, whatever the answer is.
 */
import { Refused } from '../../../domain/kernel/errors.ts'
import { safeAddress } from '../../template/addresses.ts'
import { parseTokens } from '../../template/tags/nest-tags.ts'

/** What is wrong with the text before the first tag; undefined when the tag begins the address. */
export function findAddressMistake(address: string): { readonly message: string; readonly fix: string } | undefined {
  const [first] = parseTokens(address)
  if (first === undefined || first[0] !== 'text' || first[1].trim() === '') return undefined
  try {
    safeAddress(`${first[1]}x`, '')
    return undefined
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const shown = first[1].trim().slice(0, 60)
    return {
      message: `A link that begins with “${shown}” leads nowhere from a document.`,
      fix: 'Begin it with https:// or mailto:, or with a tag.',
    }
  }
}
