/** A body that is refused unread is read away for clients that send everything first; a few at once, not for ever. */
import type { IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { startServer } from '../../../../src/adapters/inbound/web/server.ts'
import { UnreadBodies } from '../../../../src/adapters/inbound/web/unread-bodies.ts'

afterEach(() => void vi.useRealTimers())

/** A request whose body comes when the test says so. */
class Arriving extends Readable {
  complete = false
  readonly headers: Record<string, string>
  readonly socket: { readonly remoteAddress: string }

  constructor(remoteAddress: string, headers: Record<string, string> = {}) {
    super()
    this.headers = headers
    this.socket = { remoteAddress }
  }

  override _read(): void {}

  finish(): void {
    this.complete = true
    this.push(null)
  }

  get isRead(): boolean {
    return this.readableFlowing === true
  }
}

const asIncoming = (arriving: Arriving) => arriving as unknown as IncomingMessage
const told = () => new Promise((resolve) => setImmediate(resolve))

describe('what is left of a body', () => {
  test('is read away, two of one address at once and four in all', async () => {
    const unread = new UnreadBodies()
    const bodies = ['a', 'a', 'a', 'b', 'c', 'd'].map((address) => new Arriving(address))
    const read = bodies.map((body) => unread.readAway(asIncoming(body), 413))
    await told()
    expect(bodies.map(({ isRead }) => isRead)).toEqual([true, true, false, true, true, false])
    bodies[0]!.finish()
    expect(await read[0]).toBe(true)
    await told()
    // Of those that wait, the one whose address has less at work.
    expect(bodies.slice(1).map(({ isRead }) => isRead)).toEqual([true, false, true, true, true])
    for (const body of bodies.slice(1)) body.finish()
    expect(await Promise.all(read)).toEqual([true, true, true, true, true, true])
  })

  test('is left where it is too much, or where it does not come', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const unread = new UnreadBodies()
    const large = new Arriving('a', { 'content-length': String(2 ** 30) })
    expect([await unread.readAway(asIncoming(large), 413), large.isRead]).toEqual([false, false])
    const many = new Arriving('a', { 'content-length': String(2 ** 21) })
    expect([await unread.readAway(asIncoming(many), 429), many.isRead]).toEqual([false, false])
    const chunked = new Arriving('a')
    const flood = unread.readAway(asIncoming(chunked), 413)
    await told()
    let sent = 0
    for (; sent < 60 && chunked.isRead; sent++) {
      chunked.push(Buffer.alloc(1024 * 1024))
      await told()
      // Not more at once than leaves time for others.
      expect(chunked.isRead).toBe(false)
      vi.advanceTimersByTime(1)
      await told()
    }
    expect(sent).toBe(33)
    expect([await flood, chunked.isRead]).toEqual([false, false])
    const slow = [new Arriving('a'), new Arriving('a'), new Arriving('a')]
    const read = slow.map((body) => unread.readAway(asIncoming(body), 413))
    await told()
    slow[2]!.destroy()
    expect(await read[2]).toBe(false)
    vi.advanceTimersByTime(3_000)
    expect(await Promise.all(read)).toEqual([false, false, false])
  })

  test('whose turn does not come is not waited for', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const unread = new UnreadBodies({ read_ms: 60_000, wait_ms: 2_000 })
    const bodies = [new Arriving('a'), new Arriving('a'), new Arriving('a')]
    const read = bodies.map((body) => unread.readAway(asIncoming(body), 413))
    await told()
    vi.advanceTimersByTime(2_000)
    expect(await read[2]).toBe(false)
    bodies[0]!.finish()
    expect(await read[0]).toBe(true)
    await told()
    expect(bodies[2]!.isRead).toBe(false)
  })
})

describe('over a connection', () => {
  /** The answers as they come, until `count` of them are there or the connection is closed. */
  function answers(socket: Socket, count: number): Promise<string[]> {
    return new Promise((resolve) => {
      let text = ''
      const split = () => text.split(/(?=HTTP\/1\.1 )/)
      socket.on('data', (chunk: Buffer) => {
        text += chunk.toString()
        if (split().filter((one) => one.endsWith('refused')).length === count) resolve(split())
      })
      socket.on('close', () => resolve(split()))
      socket.on('error', () => undefined)
    })
  }

  test('whoever sends everything first gets the answer, and goes on over the same connection', async () => {
    const server = await startServer({
      fetch: () => new Response('refused', { status: 413 }),
      port: 0,
      clock: { now: () => '2026-11-30T12:00:00.000Z' },
      logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    })
    const socket = connect(server.port, '127.0.0.1')
    const head = (bytes: number) => `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${bytes}\r\n\r\n`
    const both = answers(socket, 2)
    socket.write(head(5_000_000))
    await new Promise((resolve) => socket.write(Buffer.alloc(5_000_000), resolve))
    socket.write(`${head(3)}abc`)
    const seen = await both
    expect(seen.map((one) => one.slice(0, 12))).toEqual(['HTTP/1.1 413', 'HTTP/1.1 413'])
    socket.destroy()
    const other = connect(server.port, '127.0.0.1')
    const only = answers(other, 2)
    other.write(head(2 ** 40))
    const [answer] = await only
    expect(answer).toContain('\r\nConnection: close\r\n')
    other.destroy()
    await server.close(1000)
  })
})
