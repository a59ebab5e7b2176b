/**
 * What is wrong with a field's instruction whose tags themselves are sound.
 */
import type { TagMistake } from '../../template/tags/tag.ts'
import { findAddressMistake } from './address-mistake.ts'
import { type TaggedWord, readInstruction } from './field-instruction.ts'
import type { Paragraph, PlacedTag } from './flows.ts'

/** What is wrong with an instruction whose tags themselves are sound. */
export function findFieldMistakes({ text }: Paragraph, tags: readonly PlacedTag[]): readonly TagMistake[] {
  const { words, mistakes } = readInstruction(
    text,
    tags.map((each) => each.tag),
  )
  if (mistakes.length > 0) return mistakes
  return words.flatMap((word): TagMistake[] => {
    const mistake = word.as === 'address' ? findAddressMistake(unescapeAddress(text, word)) : undefined
    return mistake === undefined ? [] : [{ at: word.start, ...mistake }]
  })
}

/** An address without the backslashes that an instruction puts before quotation marks and backslashes. */
export const unescapeAddress = (text: string, { start, end }: TaggedWord): string =>
  text.slice(start, end).replace(/\\([\\"])/g, '$1')
