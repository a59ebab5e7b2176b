/**
 * The made document as a response. Its delivery is recorded before its last byte is sent: a client that has the whole
 * can rely on the record, and a download that breaks off before leaves none.
 */
import { recordDelivery } from '../../../../commands/generation/record-delivery.ts'
import type { CommandRequest } from '../../../../commands/command-request.ts'
import { Refused } from '../../../../domain/kernel/errors.ts'
import type { App } from '../../../../ports/app.ts'
import type { MadeDocument } from '../../../../queries/generation/get-generation.ts'
import { readByteRange } from './byte-range.ts'
import { attachmentHeaders } from './content-disposition.ts'

const CHUNK_BYTES = 64 * 1024

export interface DownloadOptions {
  /** Of a whole document: 200, or 201 where it was made with this request. */
  readonly status?: 200 | 201 | undefined
  /** The request's headers: which part is wanted (RFC 9110 §14), and only if it is still this document. */
  readonly range?: string | undefined
  readonly if_range?: string | undefined
}

/** The document as a download; one that comes to its end records the delivery in the name of `request`. */
export function documentResponse(
  app: App,
  id: string,
  { bytes, sha256, file_name, media_type }: MadeDocument,
  request: CommandRequest,
  { status = 200, range: wanted, if_range }: DownloadOptions = {},
): Response {
  const etag = `"${sha256}"`
  const size = bytes.length
  const headers = {
    ...attachmentHeaders(file_name, media_type),
    etag,
    // A Word file is compressed already, and a changed encoding would change the bytes of a range.
    'cache-control': 'private, no-cache, no-transform',
    'accept-ranges': 'bytes',
  }
  const range = if_range === undefined || if_range === etag ? readByteRange(wanted, size) : undefined
  if (range === 'unsatisfiable')
    return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${size}` } })
  const part = range === undefined ? bytes : bytes.subarray(range.from, range.to + 1)
  const isEnd = range === undefined || range.to === size - 1
  const complete = isEnd ? () => tryRecordDelivery(app, id, request) : undefined
  return new Response(streamBytes(part, complete), {
    status: range === undefined ? status : 206,
    headers: {
      ...headers,
      'content-length': String(part.length),
      ...(range === undefined ? {} : { 'content-range': `bytes ${range.from}-${range.to}/${size}` }),
    },
  })
}

/** The bytes in chunks, read on demand; waits for `complete` before the last of them. */
function streamBytes(bytes: Uint8Array, complete: (() => Promise<void>) | undefined): ReadableStream<Uint8Array> {
  const last = Math.max(bytes.length - 1, 0)
  let at = 0
  return new ReadableStream(
    {
      async pull(controller) {
        if (at < last) {
          const end = Math.min(at + CHUNK_BYTES, last)
          controller.enqueue(bytes.subarray(at, end))
          at = end
          return
        }
        await complete?.()
        if (bytes.length > 0) controller.enqueue(bytes.subarray(last))
        controller.close()
      },
    },
    { highWaterMark: 0 },
  )
}

async function tryRecordDelivery(app: App, id: string, request: CommandRequest): Promise<void> {
  try {
    await recordDelivery(app, { id }, request)
  } catch (error) {
    // Who only may see it has taken a copy; it is delivered to its requester.
    if (error instanceof Refused && error.error.code === 'forbidden') return
    // The person has the file nearly: a failure to record that must not break the download.
    app.logger.error(
      { generation: id, error: error instanceof Error ? error.name : 'unknown' },
      'a delivery could not be recorded',
    )
  }
}
