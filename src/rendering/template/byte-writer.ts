/**
 * A growing buffer. It doubles when it is full, so that writing takes linear time.
 */
export class ByteWriter {
  buffer: Buffer
  size = 0

  constructor(capacity: number) {
    this.buffer = Buffer.allocUnsafeSlow(capacity)
  }

  /** Copies `size` bytes of `source` from `at`. */
  copy(source: Buffer, at: number, size: number): void {
    this.reserve(size)
    source.copy(this.buffer, this.size, at, at + size)
    this.size += size
  }

  /** Writes text as UTF-8. */
  text(text: string): void {
    this.reserve(text.length * 3)
    this.size += this.buffer.write(text, this.size, 'utf8')
  }

  /** Makes room for `size` more bytes. */
  reserve(size: number): void {
    const needed = this.size + size
    if (needed <= this.buffer.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.buffer.length * 2))
    this.buffer.copy(larger, 0, 0, this.size)
    this.buffer = larger
  }

  /** Clears the buffer, and frees its memory above `max` bytes. */
  reset(max: number): void {
    this.size = 0
    if (this.buffer.length > max) this.buffer = Buffer.allocUnsafeSlow(max)
  }
}
