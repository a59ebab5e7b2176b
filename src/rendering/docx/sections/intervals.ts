/**
 * Intervals over the source of a part: each names a range and its replacement. Nested intervals make the program; what
 * no interval covers is copied.
 */
import type { OutlineNode } from '../../../domain/questions/outline.ts'
import type { BytePool } from '../../template/pool.ts'
import type { ProgramNode } from '../../template/program.ts'

export interface Interval {
  /** The range of the source it replaces; equal numbers insert. */
  readonly from: number
  readonly to: number
  /** Of equal ranges, the one with the lower rank is the outer one. */
  readonly rank: number
  /** What replaces it: a value, which discards what the range holds, or a function of what the range holds. */
  readonly replacement: Replacement | ((inner: Replacement, pool: BytePool) => Replacement)
}

/**
 * Nodes with the outline of the variables in them, or fixed XML, which becomes one static with the text around it.
 */
export interface Replacement {
  readonly xml: string
  readonly nodes: readonly ProgramNode[]
  readonly outline: readonly OutlineNode[]
}

const NONE: readonly never[] = []
const NOTHING: Replacement = { xml: '', nodes: NONE, outline: NONE }

/** A node as a replacement. */
export const replacementOf = (node: ProgramNode, outline: readonly OutlineNode[] = NONE): Replacement => ({
  xml: '',
  nodes: [node],
  outline,
})

/** Replaces a range by fixed XML (or by nothing). */
export const replaceWithXml = (from: number, to: number, xml: string): Interval => ({
  from,
  to,
  rank: LEAF,
  replacement: xml === '' ? NOTHING : { xml, nodes: NONE, outline: NONE },
})

/** Replaces a range by a node. */
export const replaceWithNode = (
  from: number,
  to: number,
  node: ProgramNode,
  outline?: readonly OutlineNode[],
): Interval => ({
  from,
  to,
  rank: LEAF,
  replacement: replacementOf(node, outline),
})

export const LEAF = 1_000_000
/** Ranks: outside of sections, sections, and between sections and leaves. */
export const OUTERMOST = 0
export const SECTIONS = 1_000
export const GUARDS = 900_000
