/**
 * Searches a long text from ever later places.
 */

/** Remembers the last hit, so that a text that is far away, or not there at all, is searched for only once. */
export class TextFinder {
  readonly #flow: string
  readonly #text: string
  #asked = -1
  #found = -1

  constructor(flow: string, text: string) {
    this.#flow = flow
    this.#text = text
  }

  /** As `indexOf`. */
  from(at: number): number {
    if (this.#asked < 0 || at < this.#asked || (this.#found >= 0 && this.#found < at))
      this.#found = this.#flow.indexOf(this.#text, at)
    this.#asked = at
    return this.#found
  }
}
