/**
 * Fields whose instruction holds tags: each argument with tags in it is rewritten from its parts.
 */
import type { BytePool } from '../../template/pool.ts'
import type { ProgramNode } from '../../template/program.ts'
import { escapeXml } from '../../template/encode-text.ts'
import { type TaggedWord, readInstruction } from '../flows/field-instruction.ts'
import { unescapeAddress } from '../flows/field-mistakes.ts'
import type { Paragraph, PlacedTag } from '../flows/flows.ts'
import { piecesOf } from '../flows/source-offsets.ts'
import { type Interval, LEAF, type Replacement, replaceWithXml } from '../sections/intervals.ts'
import { firstIndex } from '../xml/search.ts'
import { outlineOfTokens, programOfTokens } from './placed-program.ts'
import { parseTokens } from '../../template/tags/nest-tags.ts'

/** The arguments of a field's instruction that hold tags, rewritten. */
export interface FieldWords {
  readonly intervals: readonly Interval[]
  /** The tags outside of them: those of sections around whole arguments. */
  readonly others: readonly PlacedTag[]
}

/** The arguments as intervals; the variables of a fallback (mc:Fallback) are left out of the outline. */
export function readFieldWords(
  paragraph: Paragraph,
  tags: readonly PlacedTag[],
  pool: BytePool,
  isFallback: boolean,
): FieldWords {
  const { words } = readInstruction(
    paragraph.text,
    tags.map((each) => each.tag),
  )
  const intervals = words.flatMap((word): Interval[] => {
    const [first, ...rest] = piecesOf(paragraph, word.start, word.end)
    if (first === undefined) return []
    const written = {
      from: first.from,
      to: first.to,
      rank: LEAF,
      replacement: pieceOf(paragraph.text, word, pool, isFallback),
    }
    return [written, ...rest.map((each) => replaceWithXml(each.from, each.to, ''))]
  })
  const isInWord = ({ tag }: PlacedTag): boolean => {
    const word = words[firstIndex(words, (each) => each.end > tag.start)]
    return word !== undefined && word.start <= tag.start
  }
  return { intervals, others: tags.filter((each) => !isInWord(each)) }
}

function pieceOf(text: string, word: TaggedWord, pool: BytePool, isFallback: boolean): Replacement {
  const isAddress = word.as === 'address'
  const tokens = parseTokens(isAddress ? unescapeAddress(text, word) : text.slice(word.start, word.end))
  return { xml: '', nodes: nodesOf(), outline: isFallback ? [] : outlineOfTokens(tokens, isAddress) }

  function nodesOf(): ProgramNode[] {
    const [first] = tokens
    const quote = (): ProgramNode => pool.add('&quot;')
    switch (word.as) {
      case 'address':
        return [{ node: 'field_address', address: programOfTokens(tokens, 'address', pool, (each) => each) }]
      case 'quoted':
        return programOfTokens(tokens, 'instruction', pool, escapeXml)
      case 'expression':
        return programOfTokens(tokens, 'argument', pool, escapeXml)
      case 'bare': {
        const isValue = tokens.length === 1 && (first?.[0] === 'name' || first?.[0] === '&')
        if (isValue) return programOfTokens(tokens, 'argument', pool, escapeXml)
        return [quote(), ...programOfTokens(tokens, 'instruction', pool, escapeXml), quote()]
      }
    }
  }
}
