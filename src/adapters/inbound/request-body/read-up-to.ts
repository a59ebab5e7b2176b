/** Reads a body into memory, up to a limit. */
import { IncomingMessage } from 'node:http'
import type { Context, HonoRequest } from 'hono'
import { fail, unwrap } from '../../../domain/kernel/errors.ts'
import type { BodyReservation } from './body-memory.ts'
import { HEAVY_BYTES, heavyTurns, type HeavyTurns } from './heavy-turns.ts'

/** Size of the buffer at first. */
const INITIAL_BYTES = 64 * 1024

/** A request as Hono has it, and, where it came over a connection, as Node has it. */
export interface RequestSource {
  readonly request: Request
  readonly incoming?: IncomingMessage | undefined
}

/** The request of a context, which may have come over a connection or from this process. */
export function bodySource(c: Pick<Context, 'env' | 'req'>): RequestSource {
  const { incoming } = (c.env ?? {}) as { readonly incoming?: unknown }
  return { request: c.req.raw, incoming: incoming instanceof IncomingMessage ? incoming : undefined }
}

/** Whether there is a body, be it empty (RFC 9112 §6.3). */
export const hasBody = ({ request, incoming }: RequestSource): boolean =>
  incoming === undefined
    ? request.body !== null
    : incoming.headers['content-length'] !== undefined || incoming.headers['transfer-encoding'] !== undefined

/** How a body is read, where not as all are. */
export interface ReadOptions {
  /** Sees all that comes, piece by piece as it arrives; what it throws ends the reading. */
  readonly look?: ((chunk: Uint8Array) => void) | undefined
  /** A large body is read on at a turn of these, for each quarter of a megabyte. */
  readonly turns?: Pick<HeavyTurns, 'take'>
}

/**
 * Reads the body into a buffer of its own. Throws `Refused`: `too_large` beyond `limit` bytes, and, unread where it
 * says its length, what `hold` throws when it has no more room. What it leaves unread stays where it is.
 */
export async function readUpTo(
  source: RequestSource,
  limit: number,
  hold: BodyReservation,
  { look, turns = heavyTurns }: ReadOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const announced = announcedLength(source)
  // A declared length over the limit is refused unread; a body without a length is counted as it arrives.
  if (announced > limit) refuseSize(limit)
  if (!hasBody(source)) return new Uint8Array()
  hold.expect(announced)
  // One growing buffer: a body that comes byte by byte must not leave an object for each of them. It does not begin
  // with all that is announced, which may never come.
  const most = announced === 0 ? limit : announced
  let room = new ArrayBuffer(Math.min(most, INITIAL_BYTES))
  let size = 0
  let seen = 0
  /** What came since the last step. A large body waits for its turn here, and its connection with it. */
  const step = (): Promise<void> =>
    turns.take(size, () => {
      look?.(new Uint8Array(room, seen, size - seen))
      seen = size
    })
  for await (const chunk of chunksOf(source)) {
    const needed = size + chunk.length
    if (needed > limit) refuseSize(limit)
    hold.add(chunk.length)
    if (needed > room.byteLength) room = room.transfer(Math.max(needed, Math.min(most, 2 * room.byteLength)))
    new Uint8Array(room).set(chunk, size)
    size = needed
    if (size < HEAVY_BYTES || size - seen >= HEAVY_BYTES) await step()
  }
  if (seen < size) await step()
  return new Uint8Array(room.transfer(size))
}

/** Bytes; 0 where it does not say, or nothing that is a length. */
function announcedLength({ request }: RequestSource): number {
  const length = Number(request.headers.get('content-length') ?? 0)
  return Number.isFinite(length) && length > 0 ? length : 0
}

/** From Node's own stream where there is one: a web stream around it costs more than all else here. */
function chunksOf({ request, incoming }: RequestSource): AsyncIterable<Uint8Array> {
  if (incoming !== undefined) return incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>
  return request.body?.values({ preventCancel: true }) ?? { async *[Symbol.asyncIterator]() {} }
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

/** Takes the form in the body apart, so that Hono's readers and validators need not; they say what is wrong with it. */
export async function parseForm(request: HonoRequest): Promise<void> {
  try {
    await request.parseBody()
  } catch {
    delete request.bodyCache.formData
  }
}

const refuseSize = (limit: number): never =>
  unwrap(fail('too_large', `This is too large: at most ${sizeText(limit)} are taken here.`, { limit }))

const sizeText = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.floor(bytes / 1024)} KB` : `${Math.floor(bytes / 1024 / 1024)} MB`
