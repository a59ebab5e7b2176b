/** The audit as a download, sent as it is read: whoever reads slowly is waited for. */
import { exportAudit, type ExportAudit, type ExportFormat } from '../../../../queries/audit/export-audit.ts'
import type { NamesDeps } from '../../../../queries/audit/entry-names.ts'
import type { Caller } from '../../../../domain/kernel/access.ts'
import { attachmentHeaders } from './content-disposition.ts'

export const EXPORT_TYPES: Readonly<Record<ExportFormat, string>> = {
  jsonl: 'application/x-ndjson',
  csv: 'text/csv; charset=utf-8',
}

/** The export as a response. Throws `Refused` before it begins. */
export async function auditExportResponse(deps: NamesDeps, asked: ExportAudit, caller: Caller): Promise<Response> {
  const parts = await exportAudit(deps, asked, caller)
  return new Response(streamParts(parts), {
    headers: {
      ...attachmentHeaders(`audit.${asked.format}`, EXPORT_TYPES[asked.format]),
      'cache-control': 'no-store',
    },
  })
}

function streamParts(parts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await parts.next()
        if (done === true) controller.close()
        else controller.enqueue(encoder.encode(value))
      },
      async cancel() {
        await parts.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}
