/**
 * What a document notes about its places while it is made: the references to notes, and the rounds of sections.
 */
import type { Scope } from '../../template/scope.ts'

/** The references to notes in sections: each gets a note with the values of its place. */
export class NotePlaces {
  readonly #scopes = new Map<string, Map<number, Scope>>()
  #isPaused = false

  refer(note: string, scope: Scope): void {
    if (this.#isPaused) return
    const own = this.#scopes.get(note) ?? new Map<number, Scope>()
    if (!own.has(scope.serial)) own.set(scope.serial, scope)
    this.#scopes.set(note, own)
  }

  /** The places of a note, in the order of its references. */
  placesOf(note: string): readonly Scope[] {
    return [...(this.#scopes.get(note)?.values() ?? [])]
  }

  /** Notes nothing until `resume` gets what this returns: what runs in between is not written. */
  pause(): boolean {
    const before = this.#isPaused
    this.#isPaused = true
    return before
  }

  resume(before: boolean): void {
    this.#isPaused = before
  }
}

/** Which round of a section is being written. */
export class RoundPlaces {
  readonly #scopes = new Map<number, Scope>()

  begin(round: number, scope: Scope): void {
    this.#scopes.set(round, scope)
  }

  scopeOf(round: number, otherwise: Scope): Scope {
    return this.#scopes.get(round) ?? otherwise
  }
}
