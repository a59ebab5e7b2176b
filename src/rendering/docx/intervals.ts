/**
 * A part as its source with intervals laid over it: each interval says what stands there instead. Nested intervals make the program;
 * what no interval covers is copied.
 */
import type { OutlineNode } from '../../domain/outline.ts'
import type { BytePool } from '../pool.ts'
import type { ProgramNode } from '../program.ts'

export interface Interval {
  /** The range of the source it replaces; equal numbers insert. */
  readonly from: number
  readonly to: number
  /** Where ranges are equal, the lower rank is the outer one. */
  readonly rank: number
  /** What lies in the range is of no account. */
  readonly opaque?: boolean | undefined
  /** What stands there. `inner` is what its own range holds. */
  readonly make: (inner: Piece, pool: BytePool) => Piece
}

/** Nodes with the outline of the variables in them; fixed XML alone is `xml`, so that it becomes one static with what stands round it. */
export interface Piece {
  readonly xml?: string
  readonly nodes: readonly ProgramNode[]
  readonly outline: readonly OutlineNode[]
}

export const NOTHING: Piece = { nodes: [], outline: [] }

/** Replaces a range by fixed XML (or by nothing). */
export const fixed = (from: number, to: number, xml: string): Interval => ({
  from, to, rank: LEAF, opaque: true,
  make: () => (xml === '' ? NOTHING : { ...NOTHING, xml }),
})

/** Replaces a range by a node. */
export const leaf = (from: number, to: number, node: ProgramNode, outline: readonly OutlineNode[] = []): Interval => ({
  from, to, rank: LEAF, opaque: true, make: () => ({ nodes: [node], outline }),
})

export const LEAF = 1_000_000
/** Ranks of what goes round sections, and of what goes between sections and leaves. */
export const OUTERMOST = 0
export const SECTIONS = 1_000
export const GUARDS = 900_000

/** Builds the program of a source; `left` is where a tag would be left in the document. Throws when intervals cross, which would be a mistake of the compiler. */
export function assemble(source: string, intervals: readonly Interval[], pool: BytePool, clean: (xml: string) => string): Piece & { readonly left: number | undefined } {
  const sorted = [...intervals].sort((a, b) => a.from - b.from || b.to - a.to || a.rank - b.rank)
  let next = 0
  let left: number | undefined
  const build = (from: number, to: number, depth: number): Piece => {
    const nodes: ProgramNode[] = []
    const outline: OutlineNode[] = []
    let at = from
    let waiting = ''
    const flush = (): void => {
      if (waiting !== '') nodes.push(pool.add(waiting))
      waiting = ''
    }
    const copy = (until: number): void => {
      if (until <= at) return
      const xml = source.slice(at, until)
      const brace = xml.indexOf('{{')
      if (brace >= 0) left ??= at + brace
      waiting += depth > 0 ? clean(xml) : xml
    }
    for (;;) {
      const interval = sorted[next]
      if (interval === undefined || interval.from > to || (interval.from === to && interval.to > to)) break
      if (interval.to > to || interval.from < at) throw new Error(`crossing intervals at ${interval.from}–${interval.to} in ${from}–${to}`)
      next += 1
      copy(interval.from)
      const inner = interval.opaque === true ? NOTHING : build(interval.from, interval.to, depth + 1)
      if (interval.opaque === true) while ((sorted[next]?.from ?? interval.to) < interval.to) next += 1
      const piece = interval.make(inner, pool)
      waiting += piece.xml ?? ''
      if (piece.nodes.length > 0) flush()
      for (const node of piece.nodes) nodes.push(node)
      for (const node of piece.outline) outline.push(node)
      at = interval.to
    }
    copy(to)
    flush()
    return { nodes, outline }
  }
  const piece = build(0, source.length, 0)
  return { ...piece, left }
}
