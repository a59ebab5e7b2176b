/**
 * The server's end of a WebSocket (RFC 6455), as far as Socket Mode needs it: text messages, pings, and closing.
 * No dependency of the project offers a server's end, and Node has only the client's.
 */
import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

export interface Socket {
  send(text: string): void
  onText(listener: (text: string) => void): void
  onClose(listener: () => void): void
  close(): void
  /** Cuts the connection, without a word. */
  cut(): void
  /**
   * From now on neither says nor hears anything, and stays open: as behind a router that has forgotten the connection.
   */
  freeze(): void
}

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
const OPCODES = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const

/** Answers the handshake and gives the open socket. */
export function upgradeToWebSocket(request: IncomingMessage, stream: Duplex, head: Buffer): Socket {
  const accept = createHash('sha1')
    .update(`${request.headers['sec-websocket-key'] ?? ''}${GUID}`)
    .digest('base64')
  stream.write(
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      `Sec-WebSocket-Accept: ${accept}\r\n\r\n`,
  )
  const texts = new Set<(text: string) => void>()
  const closes = new Set<() => void>()
  let pending = head
  let fragments: Buffer[] = []

  let frozen = false

  const write = (opcode: number, payload: Buffer): void => {
    if (!stream.destroyed && !frozen) stream.write(encodeFrame(opcode, payload))
  }
  const take = (opcode: number, final: boolean, payload: Buffer): void => {
    if (opcode === OPCODES.ping) return write(OPCODES.pong, payload)
    if (opcode === OPCODES.close) {
      write(OPCODES.close, payload)
      stream.end()
      return
    }
    if (opcode === OPCODES.pong) return
    fragments.push(payload)
    if (!final) return
    const text = Buffer.concat(fragments).toString()
    fragments = []
    for (const listener of texts) listener(text)
  }
  const read = (): void => {
    for (let next = decodeFirstFrame(pending); next; next = decodeFirstFrame(pending)) {
      pending = pending.subarray(next.size)
      take(next.opcode, next.final, next.payload)
    }
  }

  stream.on('data', (chunk: Buffer) => {
    if (frozen) return
    pending = Buffer.concat([pending, chunk])
    read()
  })
  stream.on('error', () => stream.destroy())
  stream.on('close', () => {
    for (const listener of closes) listener()
  })
  const beat = setInterval(() => write(OPCODES.ping, Buffer.from('Ping from simulator')), 10_000)
  beat.unref()
  closes.add(() => clearInterval(beat))
  read()

  return {
    send: (text) => write(OPCODES.text, Buffer.from(text)),
    onText: (listener) => {
      texts.add(listener)
    },
    onClose: (listener) => {
      closes.add(listener)
    },
    close: () => {
      write(OPCODES.close, Buffer.from([3, 232]))
      stream.end()
    },
    cut: () => {
      stream.destroy()
    },
    freeze: () => {
      frozen = true
    },
  }
}

/** An unmasked frame, as servers send them. */
function encodeFrame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload
  const header = length < 126 ? Buffer.from([0x80 | opcode, length]) : Buffer.alloc(length < 65_536 ? 4 : 10)
  if (length >= 126) {
    header[0] = 0x80 | opcode
    header[1] = length < 65_536 ? 126 : 127
    if (length < 65_536) header.writeUInt16BE(length, 2)
    else header.writeBigUInt64BE(BigInt(length), 2)
  }
  return Buffer.concat([header, payload])
}

/** The first whole frame in `bytes`, unmasked; none as long as it is not all there. */
function decodeFirstFrame(
  bytes: Buffer,
): { opcode: number; final: boolean; payload: Buffer; size: number } | undefined {
  if (bytes.length < 2) return undefined
  const [first = 0, second = 0] = bytes
  const short = second & 0x7f
  const extra = short === 126 ? 2 : short === 127 ? 8 : 0
  const masked = (second & 0x80) !== 0
  const start = 2 + extra + (masked ? 4 : 0)
  if (bytes.length < start) return undefined
  const length = extra === 0 ? short : extra === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2))
  if (bytes.length < start + length) return undefined
  const payload = Buffer.from(bytes.subarray(start, start + length))
  if (masked)
    for (let index = 0; index < length; index += 1)
      payload[index] = (payload[index] ?? 0) ^ (bytes[start - 4 + (index % 4)] ?? 0)
  return { opcode: first & 0x0f, final: (first & 0x80) !== 0, payload, size: start + length }
}
