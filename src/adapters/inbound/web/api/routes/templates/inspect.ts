/**
 * A template file looked over without storing anything: what it asks, its mistakes with their places, and a copy with
 * these marked.
 */
import type { App } from '../../../../../../ports/app.ts'
import { getMarkedCopy } from '../../../../../../queries/template/get-marked-copy.ts'
import { reportOnFile } from '../../../../../../queries/template/report-on-file.ts'
import { MEDIA_TYPES } from '../../../../../../domain/template/template-format.ts'
import type { Api } from '../../api-types.ts'
import { attachmentHeaders } from '../../../shared/content-disposition.ts'
import { jsonResponse, fileResponse, addOperation } from '../../operation.ts'
import { fileReport } from '../../schemas/template.ts'
import { inspectionForm } from '../../request/upload-forms.ts'
import { readUpload } from '../../request/uploads.ts'

export function addInspectRoutes(api: Api, app: App): void {
  const request = { body: { required: true, content: { 'multipart/form-data': { schema: inspectionForm } } } } as const

  addOperation(
    api,
    { role: 'author', reads: true },
    {
      method: 'post',
      path: '/api/v1/templates/inspect',
      operationId: 'inspectTemplate',
      tags: ['Templates'],
      summary: 'What a file would ask, or its mistakes; nothing is stored',
      request,
      responses: { 200: jsonResponse('The questions of a sound file, all mistakes of another', fileReport) },
    },
    async (c) => c.json(await reportOnFile(app, await readUpload(c.req.valid('form'), app.compiler)), 200),
  )

  addOperation(
    api,
    { role: 'author', reads: true },
    {
      method: 'post',
      path: '/api/v1/templates/inspect/marked',
      operationId: 'markMistakes',
      tags: ['Templates'],
      summary: 'A copy of a Word file with its mistakes as comments; nothing is stored',
      request,
      responses: {
        200: fileResponse('The copy; a file without mistakes as it is', [MEDIA_TYPES.docx]),
      },
    },
    async (c) => {
      const { bytes, file_name } = await getMarkedCopy(app, await readUpload(c.req.valid('form'), app.compiler))
      return c.body(Buffer.from(bytes), 200, attachmentHeaders(file_name, MEDIA_TYPES.docx))
    },
  )
}
