/**
 * Marks at the ends of a range: bookmarks, the ranges of comments and of permissions. What leaves a document takes none
 * along of which the other end stays.
 */
import type { BytePool } from '../../template/pool.ts'
import type { ProgramNode } from '../../template/program.ts'
import { attribute } from '../xml/attributes.ts'
import { firstIndex } from '../xml/search.ts'
import type { XmlElement, XmlPart } from '../xml/xml-tree.ts'
import type { AnchoredSection } from './anchored-section.ts'
import type { Interval } from './intervals.ts'

const NONE: readonly Mark[] = []
const NO_NODES: readonly ProgramNode[] = []

interface Mark {
  readonly element: XmlElement
  /** The other end of its range, if it has one. */
  readonly other: XmlElement | undefined
}

/** The marks of a part. */
export class RangeMarks {
  readonly #part: XmlPart
  readonly #elements: readonly XmlElement[]
  #marks: readonly Mark[] | undefined
  #ids: readonly Interval[] = []

  /** `elements` are the marks in document order. */
  constructor(part: XmlPart, elements: readonly XmlElement[]) {
    this.#part = part
    this.#elements = elements
  }

  /** The intervals of the ids in marks, which are written wherever the marks are. */
  set ids(intervals: readonly Interval[]) {
    this.#ids = intervals.toSorted((a, b) => a.from - b.from || b.to - a.to)
  }

  /** The marks in an element, in order. */
  in(element: XmlElement): readonly XmlElement[] {
    return this.#between(element.start, element.end).map((each) => each.element)
  }

  /** What writes the marks of an element without anything else in it. */
  nodesOf(element: XmlElement, pool: BytePool): ProgramNode[] {
    return this.in(element).flatMap((each) => this.#nodes(each, pool))
  }

  /** What writes the marks in a section whose other end is outside of it. */
  severed({ open, close }: Pick<AnchoredSection, 'open' | 'close'>, pool: BytePool): readonly ProgramNode[] {
    if (this.#elements.length === 0) return NO_NODES
    const isInside = (element: XmlElement): boolean => open.pos <= element.start && element.end <= close.pos
    return this.#between(open.pos, close.pos)
      .filter(({ other }) => other !== undefined && !isInside(other))
      .flatMap(({ element }) => this.#nodes(element, pool))
  }

  #between(from: number, to: number): readonly Mark[] {
    if (this.#elements.length === 0) return NONE
    const marks = (this.#marks ??= pairMarks(this.#part, this.#elements))
    const first = firstIndex(marks, (each) => each.element.start >= from)
    return marks.slice(
      first,
      firstIndex(marks, (each) => each.element.start >= to),
    )
  }

  #nodes({ start, end }: XmlElement, pool: BytePool): ProgramNode[] {
    const { source } = this.#part
    const nodes: ProgramNode[] = []
    let at = start
    const ids = this.#ids
    for (let index = firstIndex(ids, (each) => each.from >= start); index < ids.length; index++) {
      const { from, to, replacement } = ids[index] as Interval
      if (from >= end) break
      if (typeof replacement === 'function')
        return [...replacement({ xml: '', nodes: [pool.add(source.slice(start, end))], outline: [] }, pool).nodes]
      nodes.push(pool.add(source.slice(at, from)), ...replacement.nodes)
      at = to
    }
    return [...nodes, pool.add(source.slice(at, end))]
  }
}

function pairMarks(part: XmlPart, elements: readonly XmlElement[]): Mark[] {
  const ends = new Map<string, XmlElement>()
  const keyOf = (element: XmlElement, other: boolean): string => {
    const [, range, end] = /^(.*)(Start|End)$/.exec(element.name) ?? []
    const id = attribute(part, element, `${part.prefix}id`) ?? ''
    return `${range} ${(end === 'End') === other ? 'Start' : 'End'} ${id}`
  }
  for (const each of elements) ends.set(keyOf(each, false), each)
  return elements.map((element) => ({ element, other: ends.get(keyOf(element, true)) }))
}

const MARK = /^w:(?:bookmark|commentRange|perm)(?:Start|End)$/

/** The marks in an element, as they are. */
export const rangeMarksIn = (part: XmlPart, element: XmlElement): string =>
  element.children
    .map((each) => (MARK.test(each.name) ? part.source.slice(each.start, each.end) : rangeMarksIn(part, each)))
    .join('')
