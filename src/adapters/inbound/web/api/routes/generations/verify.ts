/** Whether a file is a document that was made here, unaltered. */
import { z } from '@hono/zod-openapi'
import { MEDIA_TYPES } from '../../../../../../domain/template/template-format.ts'
import type { App } from '../../../../../../ports/app.ts'
import { certifyDocument } from '../../../../../../queries/verifying/certify-document.ts'
import { verifyDocument } from '../../../../../../queries/verifying/verify-document.ts'
import { compiledTemplates } from '../../../../../../storage/compiled-templates.ts'
import { DocumentIndex } from '../../../../../../storage/document-index.ts'
import { attachmentHeaders } from '../../../shared/content-disposition.ts'
import { surfaceOf } from '../../../shared/security-source.ts'
import type { SecurityNotes } from '../../../shared/security-notes.ts'
import type { Api } from '../../api-types.ts'
import { addOperation, fileResponse, jsonResponse } from '../../operation.ts'
import { verificationForm } from '../../request/upload-forms.ts'
import { uuidParam } from '../../schemas/text.ts'
import { verification } from './verification-schema.ts'

export function addVerifyRoutes(api: Api, app: App, notes: SecurityNotes, public_url?: string): void {
  const deps = { ...app, public_url, templates: compiledTemplates(app), documentIndex: new DocumentIndex(app) }

  addOperation(
    api,
    { role: 'requester', reads: true },
    {
      method: 'post',
      path: '/api/v1/documents/verify',
      operationId: 'verifyDocument',
      tags: ['Generations'],
      summary: 'Whether a file is a document that was made here, from what and when, or what was altered in it',
      request: { body: { required: true, content: { 'multipart/form-data': { schema: verificationForm } } } },
      responses: { 200: jsonResponse('What is known of it; nothing is stored', verification) },
    },
    async (c) => {
      const { file, generation_id: generation } = c.req.valid('form')
      const caller = c.get('caller')
      const bytes = new Uint8Array(await file.arrayBuffer())
      const said = await verifyDocument(deps, { bytes, generation }, caller)
      if (said.origin !== null) await notes.generationsRead(c, surfaceOf(c), caller, [said.origin.generation_id])
      return c.json(said, 200)
    },
  )

  addOperation(
    api,
    { role: 'requester' },
    {
      method: 'get',
      path: '/api/v1/generations/{id}/certificate',
      operationId: 'getCertificate',
      tags: ['Generations'],
      summary: 'The certificate of a made document: a page that says where it comes from and how to check it',
      request: { params: z.object({ id: uuidParam }) },
      responses: { 200: fileResponse('A Word file', [MEDIA_TYPES.docx]) },
    },
    async (c) => {
      const { bytes, file_name } = await certifyDocument(deps, c.req.valid('param').id, c.get('caller'))
      return c.body(Buffer.from(bytes), 200, attachmentHeaders(file_name, MEDIA_TYPES.docx))
    },
  )
}
