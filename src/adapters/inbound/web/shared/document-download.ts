/**
 * The made document as a response. Its delivery is recorded after the last byte and before the end: a client that sees
 * the end can rely on the record, and a download that breaks off leaves none.
 */
import { recordDelivery } from '../../../../commands/generation/record-delivery.ts'
import type { CommandRequest } from '../../../../commands/command-request.ts'
import type { App } from '../../../../ports/app.ts'
import type { MadeDocument } from '../../../../queries/generation/get-generation.ts'
import { attachmentHeaders } from './content-disposition.ts'

const CHUNK_BYTES = 64 * 1024

/** The entity tag of a document: its hash. */
export const documentTag = ({ sha256 }: MadeDocument): string => `"${sha256}"`

/**
 * The document as a download; a complete one records the delivery in the name of `request`. Without Content-Length:
 * over HTTP/1.1 the last chunk then follows the record, and a broken connection differs from an end.
 */
export function documentResponse(app: App, id: string, document: MadeDocument, request: CommandRequest): Response {
  return new Response(
    streamThenComplete(document.bytes, () => tryRecordDelivery(app, id, request)),
    {
      headers: {
        ...attachmentHeaders(document.file_name, document.media_type),
        etag: documentTag(document),
        'cache-control': 'private, no-cache',
        'accept-ranges': 'none',
      },
    },
  )
}

/** The bytes in chunks, read on demand; waits for `complete` between the last chunk and the end. */
function streamThenComplete(bytes: Uint8Array, complete: () => Promise<void>): ReadableStream<Uint8Array> {
  let at = 0
  return new ReadableStream(
    {
      async pull(controller) {
        if (at < bytes.length) {
          controller.enqueue(bytes.subarray(at, (at += CHUNK_BYTES)))
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
    // The person has the file already: a failure to record that must not break the download.
    app.logger.error(
      { generation: id, error: error instanceof Error ? error.name : 'unknown' },
      'a delivery could not be recorded',
    )
  }
}
