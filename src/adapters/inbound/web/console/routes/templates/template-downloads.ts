/** Files of templates: versions as they were uploaded, a preview, and a copy with its mistakes marked. */
import { Hono } from 'hono'
import { MEDIA_TYPES } from '../../../../../../domain/template/template-format.ts'
import type { App } from '../../../../../../ports/app.ts'
import { getOriginalFile, getTemplateFile } from '../../../../../../queries/template/get-template.ts'
import { getMarkedCopy } from '../../../../../../queries/template/get-marked-copy.ts'
import { previewTemplate } from '../../../../../../queries/template/preview-template.ts'
import { attachmentHeaders } from '../../../shared/content-disposition.ts'
import type { ConsoleEnv } from '../../env.ts'
import { uploadFromForm } from '../../forms/upload-from-form.ts'

export function templateDownloadRoutes(app: App): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()

  routes.post('/templates/marked', async (c) => {
    const { bytes, file_name } = await getMarkedCopy(app, await uploadFromForm(c, app.compiler))
    return c.body(new Uint8Array(bytes), 200, attachmentHeaders(file_name, MEDIA_TYPES.docx))
  })

  routes.post('/templates/:id/preview', async (c) => {
    const { zone, locale, caller } = c.var.session
    const preview = await previewTemplate(
      app,
      { id: c.req.param('id'), context: { now: app.clock.now(), zone, locale } },
      caller,
    )
    return c.body(new Uint8Array(preview.bytes), 200, attachmentHeaders(preview.file_name, preview.media_type))
  })

  routes.get('/templates/:id/versions/:version/file', async (c) => {
    const { version, bytes } = await getTemplateFile(
      app,
      c.req.param('id'),
      Number(c.req.param('version')),
      c.var.session.caller,
    )
    return c.body(new Uint8Array(bytes), 200, attachmentHeaders(version.file.file_name, 'application/octet-stream'))
  })

  routes.get('/templates/:id/versions/:version/original', async (c) => {
    const { file_name, bytes } = await getOriginalFile(
      app,
      c.req.param('id'),
      Number(c.req.param('version')),
      c.var.session.caller,
    )
    return c.body(new Uint8Array(bytes), 200, attachmentHeaders(file_name, 'application/octet-stream'))
  })

  return routes
}
