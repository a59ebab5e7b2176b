/** Collects what is kept of a file. Nothing is copied as long as nothing is left out. */

/** Most ranges are either whole scans or a few bytes, which a loop copies faster. */
const MIN_BLOCK = 64

export class KeptBytes {
  readonly #source: Uint8Array
  /** All before it is kept as it is, as long as there is no copy. */
  #whole = 0
  #copy: Uint8Array | undefined
  #size = 0

  constructor(source: Uint8Array) {
    this.#source = source
  }

  /** Keeps a range of the file; ranges come in order. */
  keep(from: number, to: number): void {
    if (this.#copy === undefined && from === this.#whole) this.#whole = to
    else this.#append(this.#source, from, to)
  }

  /** Puts in bytes that are not in the file. */
  add(own: Uint8Array): void {
    this.#append(own, 0, own.length)
  }

  /** The kept bytes; the source itself where nothing was left out. */
  bytes(): Uint8Array {
    if (this.#copy !== undefined) return this.#copy.subarray(0, this.#size)
    return this.#whole === this.#source.length ? this.#source : this.#source.subarray(0, this.#whole)
  }

  #append(bytes: Uint8Array, from: number, to: number): void {
    const copy = this.#room(to - from)
    if (to - from >= MIN_BLOCK) copy.set(bytes.subarray(from, to), this.#size)
    else for (let at = from; at < to; at++) copy[this.#size + at - from] = bytes[at] as number
    this.#size += to - from
  }

  #room(size: number): Uint8Array {
    if (this.#copy === undefined) {
      this.#copy = new Uint8Array(this.#source.length + size)
      this.#copy.set(this.#source.subarray(0, this.#whole))
      this.#size = this.#whole
    } else if (this.#size + size > this.#copy.length) {
      const larger = new Uint8Array(this.#size + size + this.#source.length)
      larger.set(this.#copy.subarray(0, this.#size))
      this.#copy = larger
    }
    return this.#copy
  }
}
