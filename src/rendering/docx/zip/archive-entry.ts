/**
 * An entry of a zip file, unpacked and checked when its bytes are first read.
 */
import { crc32, inflateRawSync } from 'node:zlib'
import type { Refused } from '../../../domain/kernel/errors.ts'
import { fileRefusal } from '../../template/mistake.ts'
import type { DirectoryEntry } from './directory-entry.ts'

/** An entry of the file. Its data is unpacked and checked on first use. */
export class ArchiveEntry {
  readonly name: string
  /** 0 stored, 8 deflated. */
  readonly method: number
  readonly crc: number
  /** Bytes, unpacked. */
  readonly size: number
  /** The data as it stands in the file. */
  readonly packed: Buffer
  #bytes: Buffer | undefined

  constructor({ name, method, crc, size }: DirectoryEntry, packed: Buffer) {
    this.name = name
    this.method = method
    this.crc = crc
    this.size = size
    this.packed = packed
  }

  /**
   * The data. Throws Refused (`lying_size`, `damaged`) when its length or checksum is not what the file declares.
   */
  get bytes(): Buffer {
    this.#bytes ??= unpack(this)
    return this.#bytes
  }

  /** Unpacks and checks the data now. Throws as `bytes` does. */
  check(): void {
    this.#bytes ??= unpack(this)
  }
}

function unpack({ name, method, crc, size, packed }: ArchiveEntry): Buffer {
  const bytes = method === 0 ? packed : inflate(packed, size, name)
  if (bytes.length !== size)
    throw fileRefusal('lying_size', `"${name}" is not as long as the zip file says. Save it anew in Word.`)
  if (crc32(bytes) !== crc)
    throw fileRefusal('damaged', `"${name}" is damaged (its checksum does not fit). Upload it again.`)
  return bytes
}

function inflate(packed: Buffer, size: number, name: string): Buffer {
  try {
    // One buffer of the declared size, instead of many that are joined.
    return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1), chunkSize: Math.max(size + 1, 64) })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw fileRefusal('lying_size', `"${name}" is longer than the zip file says. Save it anew in Word.`)
    }
    throw damagedEntry(name)
  }
}

export const damagedEntry = (name: string): Refused =>
  fileRefusal('damaged', `"${name}" is damaged in the zip file. Upload it again, or save it anew in Word.`)
