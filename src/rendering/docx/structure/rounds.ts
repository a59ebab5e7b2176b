/**
 * Numbers the sections whose rounds something in an inner section refers to.
 */
import type { ProgramNode } from '../../template/program.ts'
import type { RepeatedRange } from './nesting.ts'

/** The numbers of sections: those that are asked for note their rounds. */
export class Rounds {
  readonly #numbers = new Map<RepeatedRange, number>()
  readonly #slots: { next: number }

  constructor(slots: { next: number }) {
    this.#slots = slots
  }

  numberOf(section: RepeatedRange): number {
    const known = this.#numbers.get(section)
    if (known !== undefined) return known
    const number = this.#slots.next++
    this.#numbers.set(section, number)
    return number
  }

  /** What a section writes in each round: first its number, where something refers to it. */
  begin(section: RepeatedRange, children: readonly ProgramNode[]): readonly ProgramNode[] {
    const round = this.#numbers.get(section)
    return round === undefined ? children : [{ node: 'round', round }, ...children]
  }
}
