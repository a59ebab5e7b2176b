/**
 * Compiles a text with tags whose values are all in one kind of place.
 */
import type { OutlineNode } from '../../../domain/questions/outline.ts'
import type { BytePool } from '../../template/pool.ts'
import type { ProgramNode, ValuePlace } from '../../template/program.ts'
import type { FlowToken } from '../../template/tags/nest-tags.ts'
import { LITERAL } from '../../template/tags/scan-tags.ts'

/** The program of tokens; `write` encodes static text for the document. */
export function programOfTokens(
  tokens: readonly FlowToken[],
  place: ValuePlace,
  pool: BytePool,
  write: (text: string) => string,
): ProgramNode[] {
  return tokens
    .filter((token) => token[0] !== '!')
    .map((token): ProgramNode => {
      if (token[0] === 'text') return pool.add(write(token[1]))
      if (token[0] === '#' || token[0] === '^') {
        const children = programOfTokens(token[4], place, pool, write)
        return { node: 'section', name: token[1], inverted: token[0] === '^', children }
      }
      const literal = LITERAL.exec(token[1])?.[1]
      return literal === undefined ? { node: 'value', name: token[1].trim(), place } : pool.add(literal)
    })
}

/** The outline of tokens. A tag that is the whole of an address asks for one. */
export function outlineOfTokens(tokens: readonly FlowToken[], isAddress: boolean): OutlineNode[] {
  const visible = tokens.filter(([type, text]) => type !== '!' && (type !== 'text' || text.trim() !== ''))
  const isSection = ([type]: FlowToken): boolean => type === '#' || type === '^'
  const isWhole = isAddress && (visible.length === 1 || visible.every(isSection))
  return tokens.flatMap((token): OutlineNode[] => {
    if (token[0] === 'text' || token[0] === '!' || LITERAL.test(token[1])) return []
    if (token[0] === '#' || token[0] === '^') {
      const children = outlineOfTokens(token[4], isWhole)
      return [{ type: 'section', name: token[1], inverted: token[0] === '^', repeats: false, children }]
    }
    return [{ type: 'variable', name: token[1].trim(), ...(isWhole ? { place: 'link' as const } : {}) }]
  })
}
