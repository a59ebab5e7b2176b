/**
 * Builds the program of a part from its source and the intervals over it.
 */
import type { OutlineNode } from '../../../domain/questions/outline.ts'
import type { BytePool } from '../../template/pool.ts'
import type { ProgramNode } from '../../template/program.ts'
import type { Interval, Replacement } from './intervals.ts'

/**
 * Builds the program of a source; `left` is the offset of a tag that no interval handles. Throws when intervals cross,
 * which is a bug of the compiler.
 */
export function assemble(
  source: string,
  intervals: readonly Interval[],
  pool: BytePool,
  clean: (xml: string) => string,
): Replacement & { readonly left: number | undefined } {
  const sorted = [...intervals].sort((a, b) => a.from - b.from || b.to - a.to || a.rank - b.rank)
  const assembler = new Assembler(source, sorted, pool, clean)
  const piece = assembler.build(0, source.length, 0)
  return { ...piece, left: assembler.left }
}

class Assembler {
  readonly #source: string
  readonly #sorted: readonly Interval[]
  readonly #pool: BytePool
  readonly #clean: (xml: string) => string
  #next = 0
  /** Offset of the next braces. */
  #braces: number
  left: number | undefined

  constructor(source: string, sorted: readonly Interval[], pool: BytePool, clean: (xml: string) => string) {
    this.#source = source
    this.#sorted = sorted
    this.#pool = pool
    this.#clean = clean
    this.#braces = source.indexOf('{{')
  }

  build(from: number, to: number, depth: number): Replacement {
    const nodes: ProgramNode[] = []
    const outline: OutlineNode[] = []
    let at = from
    let waiting = ''
    for (;;) {
      const interval = this.#sorted[this.#next]
      if (interval === undefined || interval.from > to || (interval.from === to && interval.to > to)) break
      if (interval.to > to || interval.from < at)
        throw new Error(`crossing intervals at ${interval.from}–${interval.to} in ${from}–${to}`)
      this.#next += 1
      waiting += this.#copy(at, interval.from, depth)
      const piece = this.#piece(interval, depth)
      waiting += piece.xml
      if (piece.nodes.length > 0) {
        if (waiting !== '') nodes.push(this.#pool.add(waiting))
        waiting = ''
        for (const node of piece.nodes) nodes.push(node)
        for (const node of piece.outline) outline.push(node)
      }
      at = interval.to
    }
    waiting += this.#copy(at, to, depth)
    if (waiting !== '') nodes.push(this.#pool.add(waiting))
    return { xml: '', nodes, outline }
  }

  #piece({ replacement, from, to }: Interval, depth: number): Replacement {
    if (typeof replacement === 'function') return replacement(this.build(from, to, depth + 1), this.#pool)
    while ((this.#sorted[this.#next]?.from ?? to) < to) this.#next += 1
    return replacement
  }

  #copy(from: number, to: number, depth: number): string {
    if (to <= from) return ''
    if (this.#braces >= 0 && this.#braces < from) this.#braces = this.#source.indexOf('{{', from)
    if (this.#braces >= from && this.#braces + 1 < to) this.left ??= this.#braces
    const xml = this.#source.slice(from, to)
    return depth > 0 ? this.#clean(xml) : xml
  }
}
