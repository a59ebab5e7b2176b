/** Templates: look for them, read one, register one. */
import { createHash } from 'node:crypto'
import { z } from '@hono/zod-openapi'
import { registerTemplate } from '../../../../../../commands/template/register-template.ts'
import { getOriginalFile, getTemplate, getTemplateFile } from '../../../../../../queries/template/get-template.ts'
import { getGuesses } from '../../../../../../queries/template/get-guesses.ts'
import { listTemplates } from '../../../../../../queries/template/list-templates.ts'
import { presentTemplate } from '../../../../../../queries/template/present-template.ts'
import { DOCUMENT_TYPES, MEDIA_TYPES } from '../../../../../../domain/template/template-format.ts'
import type { App } from '../../../../../../ports/app.ts'
import type { Api } from '../../api-types.ts'
import { commandFromRequest } from '../../request/command-request.ts'
import { attachmentHeaders } from '../../../shared/content-disposition.ts'
import { jsonResponse, fileResponse, addOperation } from '../../operation.ts'
import { revisionTag } from '../../request/preconditions.ts'
import { guessReport, TEMPLATE_STATES, templateListing, templateView } from '../../schemas/template.ts'
import { lineSchema, pageQuery, templateIdParam } from '../../schemas/text.ts'
import { readUpload } from '../../request/uploads.ts'
import { registrationForm } from '../../request/upload-forms.ts'

const versionParams = z.object({
  id: templateIdParam,
  version: z
    .string()
    .regex(/^[1-9]\d{0,6}$/)
    .transform(Number)
    .openapi({ type: 'integer', minimum: 1, description: 'The version’s number, from 1.' }),
})

const shownVersion = z.enum(['latest', 'published']).optional().openapi({
  description: 'Which version authors and auditors are shown, the latest where left out; others see the published one.',
})

export function addTemplateRoutes(api: Api, app: App): void {
  addOperation(
    api,
    { role: 'requester' },
    {
      method: 'get',
      path: '/api/v1/templates',
      operationId: 'listTemplates',
      tags: ['Templates'],
      summary: 'Look for templates',
      request: {
        query: z.object({
          search: lineSchema(200).optional().openapi({ description: 'Part of the name.' }),
          state: z.enum(TEMPLATE_STATES).optional().openapi({ description: 'Those that are in this state.' }),
          ...pageQuery,
        }),
      },
      responses: { 200: jsonResponse('A page of templates', templateListing) },
    },
    async (c) => c.json(await listTemplates(app, c.req.valid('query'), c.get('caller')), 200),
  )

  addOperation(
    api,
    { role: 'author' },
    {
      method: 'post',
      path: '/api/v1/templates',
      operationId: 'registerTemplate',
      tags: ['Templates'],
      summary: 'Register a template',
      request: { body: { required: true, content: { 'multipart/form-data': { schema: registrationForm } } } },
      responses: {
        201: jsonResponse('The template with the questions found in it', templateView, ['Location', 'ETag']),
      },
    },
    async (c) => {
      const form = c.req.valid('form')
      const { digest, ...upload } = await readUpload(form, app.compiler)
      const request = commandFromRequest(c, app, {
        digest,
        file_name: upload.file_name,
        name: form.name ?? null,
        draft: form.draft ?? false,
        ...(form.id === undefined ? {} : { id: form.id }),
      })
      const { state, revision } = await registerTemplate(
        app,
        { ...upload, name: form.name, id: form.id, draft: form.draft ?? false },
        request,
      )
      return c.json(presentTemplate(state, revision), 201, {
        location: `/api/v1/templates/${state.id}`,
        etag: revisionTag(revision),
      })
    },
  )

  addOperation(
    api,
    { role: 'requester' },
    {
      method: 'get',
      path: '/api/v1/templates/{id}',
      operationId: 'getTemplate',
      tags: ['Templates'],
      summary: 'One template with its questions',
      request: { params: z.object({ id: templateIdParam }), query: z.object({ of: shownVersion }) },
      responses: { 200: jsonResponse('The template', templateView) },
    },
    async (c) => {
      const { of } = c.req.valid('query')
      const template = await getTemplate(app, c.req.valid('param').id, c.get('caller'), of)
      return c.json(template, 200, { etag: revisionTag(template.revision) })
    },
  )

  addOperation(
    api,
    { role: 'author' },
    {
      method: 'get',
      path: '/api/v1/templates/{id}/guesses',
      operationId: 'getTemplateGuesses',
      tags: ['Templates'],
      summary: 'How often words were taken as written because a guessed kind did not fit',
      request: { params: z.object({ id: templateIdParam }) },
      responses: { 200: jsonResponse('The guesses that were answered, without any value', guessReport) },
    },
    async (c) => c.json(await getGuesses(app, c.req.valid('param').id, c.get('caller')), 200),
  )

  addOperation(
    api,
    { role: 'requester' },
    {
      method: 'get',
      path: '/api/v1/templates/{id}/versions/{version}/file',
      operationId: 'downloadTemplateFile',
      tags: ['Templates'],
      summary: 'The file of a version, byte for byte',
      request: { params: versionParams },
      responses: {
        200: fileResponse('The file', DOCUMENT_TYPES),
      },
    },
    async (c) => {
      const { id, version: number } = c.req.valid('param')
      const { version, bytes } = await getTemplateFile(app, id, number, c.get('caller'))
      const etag = `"${createHash('sha256').update(bytes).digest('hex')}"`
      return c.body(Buffer.from(bytes), 200, {
        ...attachmentHeaders(version.file.file_name, MEDIA_TYPES[version.format]),
        etag,
      })
    },
  )

  addOperation(
    api,
    { role: 'author' },
    {
      method: 'get',
      path: '/api/v1/templates/{id}/versions/{version}/original',
      operationId: 'downloadOriginalFile',
      tags: ['Templates'],
      summary: 'The file that was uploaded for a version, where the template was made from it',
      request: { params: versionParams },
      responses: {
        200: fileResponse('The file', ['application/octet-stream']),
      },
    },
    async (c) => {
      const { id, version } = c.req.valid('param')
      const { file_name, bytes } = await getOriginalFile(app, id, version, c.get('caller'))
      return c.body(Buffer.from(bytes), 200, attachmentHeaders(file_name, 'application/octet-stream'))
    },
  )
}
