/** A dry run of a template. */
import { z } from '@hono/zod-openapi'
import { DOCUMENT_TYPES } from '../../../../../../domain/template/template-format.ts'
import type { App } from '../../../../../../ports/app.ts'
import { previewTemplate } from '../../../../../../queries/template/preview-template.ts'
import type { Api } from '../../api-types.ts'
import { attachmentHeaders } from '../../../shared/content-disposition.ts'
import { languageSchema, localeSchema, settingsOf, zoneSchema } from '../../request/conversation-settings.ts'
import { jsonBody, fileResponse, addOperation } from '../../operation.ts'
import { templateIdParam } from '../../schemas/text.ts'

const previewBody = z.object({
  version: z.int().min(1).optional().openapi({ description: 'The latest where left out.' }),
  answers: z
    .record(z.string(), z.unknown())
    .optional()
    .openapi({ description: 'Answers by question name; all others are samples.' }),
  locale: localeSchema.optional(),
  language: languageSchema.optional().openapi({ description: 'To print in; the template’s where left out.' }),
  zone: zoneSchema.optional(),
})

export function addPreviewRoute(api: Api, app: App): void {
  addOperation(
    api,
    { role: 'author', reads: true },
    {
      method: 'post',
      path: '/api/v1/templates/{id}/preview',
      operationId: 'previewTemplate',
      tags: ['Templates'],
      summary: 'A dry run with sample answers; nothing is stored',
      request: { params: z.object({ id: templateIdParam }), body: jsonBody(previewBody, false) },
      responses: {
        200: fileResponse('The sample document', DOCUMENT_TYPES),
      },
    },
    async (c) => {
      const { version, answers, language, ...settings } = c.req.valid('json')
      const context = { now: app.clock.now(), ...settingsOf(c, settings) }
      const { bytes, file_name, media_type } = await previewTemplate(
        app,
        { id: c.req.valid('param').id, version, answers, language, context },
        c.get('caller'),
      )
      return c.body(Buffer.from(bytes), 200, attachmentHeaders(file_name, media_type))
    },
  )
}
