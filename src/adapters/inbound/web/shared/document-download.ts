/**
 * The made document as a response that knows when it has been taken whole: only then is the delivery recorded, and only
 * after that does the response end. So a client that sees the end can rely on the record, and one that breaks off has
 * left none.
 */
import { recordDelivery } from '../../../../commands/generation/record-delivery.ts'
import type { CommandRequest } from '../../../../commands/command-request.ts'
import type { App } from '../../../../ports/app.ts'
import type { MadeDocument } from '../../../../queries/generation/get-generation.ts'
import { attachment } from './content-disposition.ts'

const CHUNK = 64 * 1024

/** The entity tag of a document: its hash. */
export const documentTag = ({ sha256 }: MadeDocument): string => `"${sha256}"`

/**
 * No Content-Length: over HTTP/1.1 the last chunk then comes after the record, and a broken connection is told from an
 * end.
 */
export function documentResponse(app: App, id: string, document: MadeDocument, request: CommandRequest): Response {
  return new Response(
    streamThenComplete(document.bytes, () => tryRecordDelivery(app, id, request)),
    {
      headers: {
        ...attachment(document.file_name, document.media_type),
        etag: documentTag(document),
        'cache-control': 'private, no-cache',
        'accept-ranges': 'none',
      },
    },
  )
}

/** A stream that gives a chunk when asked, and waits for `complete` between the last one and the end. */
function streamThenComplete(bytes: Uint8Array, complete: () => Promise<void>): ReadableStream<Uint8Array> {
  let at = 0
  return new ReadableStream(
    {
      async pull(controller) {
        if (at < bytes.length) {
          controller.enqueue(bytes.subarray(at, (at += CHUNK)))
          return
        }
        await complete()
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
    // The person has the file; that it could not be written down must not take it away again.
    app.logger.error(
      { generation: id, error: error instanceof Error ? error.name : 'unknown' },
      'a delivery could not be recorded',
    )
  }
}
