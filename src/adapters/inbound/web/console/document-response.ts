/**
 * The made document, handed over: its delivery is recorded between the last byte and the end, so that a download broken
 * off is none.
 */
import { attachment } from './attachment.ts'
import type { MadeDocument } from '../../../../queries/generation/get-generation.ts'

const CHUNK = 64 * 1024

export function documentResponse({ bytes, file_name, media_type }: MadeDocument, taken: () => Promise<void>): Response {
  let at = 0
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (at < bytes.length) return controller.enqueue(bytes.subarray(at, (at += CHUNK)))
        await taken()
        controller.close()
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(body, {
    headers: {
      'Content-Type': media_type,
      'Content-Disposition': attachment(file_name),
      'Cache-Control': 'private, no-store',
    },
  })
}
