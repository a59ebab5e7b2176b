/** Collects what is kept of a file, as ranges of it and bytes of one's own. */

export class KeptBytes {
  readonly #source: Uint8Array
  readonly #pieces: { from: number; to: number; own?: Uint8Array }[] = []

  constructor(source: Uint8Array) {
    this.#source = source
  }

  /** Keeps a range; it joins the one before where that ends. */
  keep(from: number, to: number): void {
    const last = this.#pieces.at(-1)
    if (last !== undefined && last.own === undefined && last.to === from) last.to = to
    else this.#pieces.push({ from, to })
  }

  add(own: Uint8Array): void {
    this.#pieces.push({ from: 0, to: own.length, own })
  }

  /** The kept bytes; the source itself where nothing is left out. */
  bytes(): Uint8Array {
    const [only, ...others] = this.#pieces
    if (only?.own === undefined && others.length === 0 && only?.from === 0 && only.to === this.#source.length)
      return this.#source
    const bytes = new Uint8Array(this.#pieces.reduce((size, { from, to }) => size + to - from, 0))
    let at = 0
    for (const { from, to, own } of this.#pieces) {
      bytes.set(own ?? this.#source.subarray(from, to), at)
      at += to - from
    }
    return bytes
  }
}
