/**
 * One entry in the central directory of a zip file.
 */
/** A central directory record (APPNOTE 4.3.12). */
export interface DirectoryEntry {
  readonly name: string
  /** 0 stored, 8 deflated. */
  readonly method: number
  readonly encrypted: boolean
  readonly crc: number
  readonly packedSize: number
  readonly size: number
  /** Offset of its local header. */
  readonly headerAt: number
}
