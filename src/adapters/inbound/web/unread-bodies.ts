/**
 * What is left of a body when its request has been answered without it. Many clients look at an answer only when they
 * have sent everything, so it is read and thrown away; only a few at once, or a flood of refused bodies would take all
 * the time that there is. Whose turn does not come soon, who sends too much, or was told to send less (429) and sends a
 * lot, finds the connection closed.
 */
import type { IncomingMessage } from 'node:http'
import { Turns } from '../../../ports/limits/turns.ts'

/** A little more than the largest body that is taken anywhere. */
const MAX_BYTES = 32 * 1024 * 1024
/** After 429. */
const MAX_BYTES_OF_MANY = 1024 * 1024
/** Milliseconds for one body, and for waiting until it is its turn. */
const READ_MS = 3_000
const WAIT_MS = 2_000
/** Bodies that are read away at once, of all and of one address. */
const AT_ONCE = { at_once: 4, each: 2 } as const
/** Milliseconds between two chunks (64 KB) of one body. */
const PAUSE_MS = 1

/** In milliseconds; for tests. */
export interface UnreadLimits {
  readonly read_ms: number
  readonly wait_ms: number
}

export class UnreadBodies {
  readonly #turns = new Turns(AT_ONCE)
  readonly #limits: UnreadLimits

  constructor(limits: UnreadLimits = { read_ms: READ_MS, wait_ms: WAIT_MS }) {
    this.#limits = limits
  }

  /**
   * Whether the connection can be used again: all that was sent has been read, now or before. `status`: of the answer.
   */
  async readAway(incoming: IncomingMessage, status: number): Promise<boolean> {
    if (incoming.complete || incoming.destroyed) return true
    const most = status === 429 ? MAX_BYTES_OF_MANY : MAX_BYTES
    if (Number(incoming.headers['content-length'] ?? 0) > most) return false
    const giveUp = new AbortController()
    const timer = setTimeout(() => giveUp.abort(), this.#limits.wait_ms)
    const leave = (): void => giveUp.abort()
    incoming.once('close', leave)
    const end = await this.#turns.take(incoming.socket.remoteAddress, giveUp.signal)
    clearTimeout(timer)
    incoming.off('close', leave)
    if (end === undefined) return false
    try {
      return await this.#read(incoming, most)
    } finally {
      end()
    }
  }

  #read(incoming: IncomingMessage, most: number): Promise<boolean> {
    return new Promise((resolve) => {
      let bytes = 0
      let pause: NodeJS.Timeout | undefined
      const count = (chunk: Buffer): void => {
        bytes += chunk.length
        if (bytes > most) return finish()
        incoming.pause()
        pause = setTimeout(() => incoming.resume(), PAUSE_MS)
      }
      const finish = (): void => {
        clearTimeout(timer)
        clearTimeout(pause)
        incoming.off('data', count).off('end', finish).off('close', finish).off('error', finish)
        if (!incoming.complete) incoming.pause()
        resolve(incoming.complete)
      }
      const timer = setTimeout(finish, this.#limits.read_ms)
      incoming.on('data', count).on('end', finish).on('close', finish).on('error', finish)
      incoming.resume()
    })
  }
}
