/**
 * Writes and reads zip files for tests, independently of the engine.
 */
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'

export interface ZipInput {
  readonly name: string
  readonly data: string | Uint8Array
  /** Pretends to be this long. */
  readonly claimedSize?: number
  /** Not deflated. */
  readonly stored?: boolean
}

/** A zip file with deflated entries. */
export function zip(entries: readonly ZipInput[]): Buffer {
  const bodies: Buffer[] = []
  const records: Buffer[] = []
  let offset = 0
  for (const { name, data, claimedSize, stored } of entries) {
    const bytes = Buffer.from(data as Uint8Array)
    const packed = stored === true ? bytes : deflateRawSync(bytes)
    const encoded = Buffer.from(name, 'utf8')
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x0800, 2)
    common.writeUInt16LE(stored === true ? 0 : 8, 4)
    common.writeUInt16LE(0x21, 8)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(claimedSize ?? bytes.length, 18)
    common.writeUInt16LE(encoded.length, 22)
    const body = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), common, encoded, packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    records.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), common, tail, encoded]))
    bodies.push(body)
    offset += body.length
  }
  const directory = Buffer.concat(records)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...bodies, directory, end])
}

/** The entries of a zip file; throws when a size, an offset or a checksum in it is wrong. */
export function unzip(bytes: Uint8Array): Map<string, Buffer> {
  const file = Buffer.from(bytes)
  const end = file.length - 22
  if (file.readUInt32LE(end) !== 0x06054b50) throw new Error('no end of central directory')
  let at = file.readUInt32LE(end + 16)
  if (at + file.readUInt32LE(end + 12) !== end) throw new Error('the central directory is not where it should be')
  const entries = new Map<string, Buffer>()
  for (let count = file.readUInt16LE(end + 10); count > 0; count--) {
    if (file.readUInt32LE(at) !== 0x02014b50) throw new Error('bad record')
    const [crc, packedSize, size] = [file.readUInt32LE(at + 16), file.readUInt32LE(at + 20), file.readUInt32LE(at + 24)]
    const nameSize = file.readUInt16LE(at + 28)
    const header = file.readUInt32LE(at + 42)
    const name = file.toString('utf8', at + 46, at + 46 + nameSize)
    if (file.readUInt32LE(header) !== 0x04034b50) throw new Error(`bad local header of ${name}`)
    if (file.toString('utf8', header + 30, header + 30 + nameSize) !== name) throw new Error(`names of ${name} differ`)
    if (!file.subarray(header + 14, header + 26).equals(file.subarray(at + 16, at + 28)))
      throw new Error(`headers of ${name} differ`)
    const start = header + 30 + nameSize + file.readUInt16LE(header + 28)
    const packed = file.subarray(start, start + packedSize)
    const data = file.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed)
    if (data.length !== size || crc32(data) !== crc) throw new Error(`${name} is damaged`)
    if (entries.has(name)) throw new Error(`${name} twice`)
    entries.set(name, data)
    at += 46 + nameSize + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
  }
  return entries
}
