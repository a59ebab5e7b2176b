/** Answers requests that Node’s HTTP parser refuses. */
import type { Socket } from 'node:net'

/** The envelope for what never became a request, and the id that it names. */
export interface MalformedAnswer {
  readonly body: string
  readonly request_id: string
}

/** What Node's parser refuses never becomes a request; it gets the envelope all the same. */
export function answerMalformed(
  error: NodeJS.ErrnoException,
  socket: Socket,
  malformed: (message: string) => MalformedAnswer,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return
  const [status, message] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? ['431 Request Header Fields Too Large', 'The address or the headers are too long: at most 32 KB are taken.']
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? ['408 Request Timeout', 'The request did not come to its end in time.']
        : ['400 Bad Request', 'This is not a well-formed HTTP request.']
  const { body, request_id } = malformed(message ?? '')
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
      `X-Request-Id: ${request_id}\r\n` +
      `Connection: close\r\n\r\n${body}`,
  )
}
