/** Processed commands as sorted rows of bytes: command id (8) · request digest (4) · revision (4). */

export const ID_BYTES = 8
const REQUEST_BYTES = 4
export const REVISION_AT = ID_BYTES + REQUEST_BYTES
export const ROW_BYTES = REVISION_AT + 4

/** A command as the map of the latest ones holds it. */
export interface LatestCommand {
  readonly revision: number
  readonly request_digest: string
}

/** The commands as sorted rows. */
export function writeTable(commands: readonly (readonly [string, LatestCommand])[]): Buffer {
  const table = Buffer.alloc(commands.length * ROW_BYTES)
  const sorted = commands.map(([id, latest]) => ({ id: idSuffix(id), latest })).sort((a, b) => (a.id < b.id ? -1 : 1))
  for (const [index, { id, latest }] of sorted.entries()) {
    const row = index * ROW_BYTES
    table.write(id, row, 'hex')
    table.write(latest.request_digest, row + ID_BYTES, REQUEST_BYTES, 'hex')
    table.writeUInt32BE(latest.revision, row + REVISION_AT)
  }
  return table
}

/** In hexadecimal digits. The rest of a UUID may be a time, which many share. */
export const idSuffix = (uuid: string): string => (uuid.slice(19, 23) + uuid.slice(24)).toLowerCase()

/** Where the first row begins whose id is not before the one at the beginning of `id`. */
export function findRow(table: Buffer, id: Buffer): number {
  let [low, high] = [0, table.length / ROW_BYTES]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareId(table, middle * ROW_BYTES, id) < 0) low = middle + 1
    else high = middle
  }
  return low * ROW_BYTES
}

/** Whether the row at an offset belongs to this id. */
export const isRowOf = (table: Buffer, row: number, id: Buffer): boolean =>
  row < table.length && compareId(table, row, id) === 0

const compareId = (table: Buffer, row: number, id: Buffer): number =>
  table.compare(id, 0, ID_BYTES, row, row + ID_BYTES)

/** The part of a request digest that a row holds. */
export function requestPrefix(request_digest: string): Buffer {
  const bytes = Buffer.alloc(REQUEST_BYTES)
  bytes.write(request_digest, 'hex')
  return bytes
}
