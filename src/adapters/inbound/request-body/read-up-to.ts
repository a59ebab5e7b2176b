/** Reads a body into memory, up to a limit. */
import type { HonoRequest } from 'hono'
import { fail, unwrap } from '../../../domain/kernel/errors.ts'
import type { BodyReservation } from './body-memory.ts'

/** Size of the buffer at first. */
const INITIAL_BYTES = 64 * 1024

/**
 * Reads the body into a buffer of its own. Throws `Refused`: `too_large` beyond `limit` bytes, and `unavailable` when
 * `hold` has no more room.
 */
export async function readUpTo(
  request: Request,
  limit: number,
  hold: BodyReservation,
): Promise<Uint8Array<ArrayBuffer>> {
  const announced = request.headers.get('content-length')
  // A declared length over the limit is refused unread; a body without a length is counted as it arrives.
  if (announced !== null && Number(announced) > limit) refuseSize(limit)
  if (request.body === null) return new Uint8Array()
  // One growing buffer: a body that comes byte by byte must not leave an object for each of them.
  let room = new ArrayBuffer(Math.min(limit, INITIAL_BYTES))
  let size = 0
  const reader = request.body.getReader()
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const needed = size + read.value.length
      if (needed > limit) refuseSize(limit)
      hold.add(read.value.length)
      if (needed > room.byteLength) room = room.transfer(Math.min(limit, Math.max(needed, 2 * room.byteLength)))
      new Uint8Array(room).set(read.value, size)
      size = needed
    }
  } finally {
    reader.releaseLock()
  }
  return new Uint8Array(room.transfer(size))
}

/** Makes these bytes the body for Hono's own readers and validators. */
export function keepBody(request: HonoRequest, bytes: Uint8Array<ArrayBuffer>): void {
  // Hono keeps promises here, whatever its types say.
  request.bodyCache.arrayBuffer = Promise.resolve(bytes.buffer) as unknown as ArrayBuffer
}

/** Makes this value the JSON of the body, so that it is not parsed once more. */
export function keepJson(request: HonoRequest, value: unknown): void {
  request.json = <T>() => Promise.resolve(value as T)
}

const refuseSize = (limit: number): never =>
  unwrap(fail('too_large', `This is too large: at most ${sizeText(limit)} are taken here.`, { limit }))

const sizeText = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.floor(bytes / 1024)} KB` : `${Math.floor(bytes / 1024 / 1024)} MB`
