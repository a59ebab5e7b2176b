/**
 * Writes JSON responses: small ones at once, with their length; large ones piece by piece as the client takes them,
 * each at a turn of its caller. So a conversation of megabytes, read over and over, leaves this thread to others, and
 * is in memory once.
 */
import type { Context, MiddlewareHandler } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { currentOwner, onBehalfOf } from '../../../../ports/limits/on-behalf-of.ts'
import { HEAVY_BYTES, heavyTurns, type HeavyTurns } from '../../request-body/heavy-turns.ts'
import { isShorterThan, jsonPieces } from '../shared/json-pieces.ts'

/** `c.json` of every handler behind this. */
export const writeJson =
  (turns: Pick<HeavyTurns, 'take'> = heavyTurns): MiddlewareHandler =>
  (c, next) => {
    const respond = (value: unknown, status?: ContentfulStatusCode, headers?: Record<string, string>): Response => {
      const type = { 'content-type': 'application/json', ...headers }
      if (!isShorterThan(value, HEAVY_BYTES)) return c.body(streamOf(value, turns), status, type)
      const text = JSON.stringify(value)
      return c.body(text, status, { ...type, 'content-length': String(Buffer.byteLength(text)) })
    }
    c.json = respond as Context['json']
    return next()
  }

/** Nothing is written before it is asked for. */
function streamOf(value: unknown, turns: Pick<HeavyTurns, 'take'>): ReadableStream<Uint8Array> {
  const owner = currentOwner()
  const pieces = jsonPieces(value)
  const encoder = new TextEncoder()
  const takeNext = () => turns.take(HEAVY_BYTES, () => pieces.next().value ?? undefined)
  return new ReadableStream(
    {
      async pull(controller) {
        const piece = await (owner === undefined ? takeNext() : onBehalfOf(owner, takeNext))
        if (piece === undefined) controller.close()
        else controller.enqueue(encoder.encode(piece))
      },
    },
    { highWaterMark: 0 },
  )
}
