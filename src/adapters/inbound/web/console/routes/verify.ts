/** Verifying a document, and the certificate of one. */
import { Hono } from 'hono'
import { Refused } from '../../../../../domain/kernel/errors.ts'
import { MEDIA_TYPES } from '../../../../../domain/template/template-format.ts'
import type { App } from '../../../../../ports/app.ts'
import { certifyDocument } from '../../../../../queries/verifying/certify-document.ts'
import { verifyDocument } from '../../../../../queries/verifying/verify-document.ts'
import { compiledTemplates } from '../../../../../storage/compiled-templates.ts'
import { DocumentIndex } from '../../../../../storage/document-index.ts'
import { attachmentHeaders } from '../../shared/content-disposition.ts'
import type { SecurityNotes } from '../../shared/security-notes.ts'
import { fieldFile, type ConsoleEnv } from '../env.ts'
import { verifyPage } from '../views/pages/verifying/verify-page.ts'

export function verifyRoutes(app: App, notes: SecurityNotes, public_url: string | undefined): Hono<ConsoleEnv> {
  const deps = { ...app, public_url, templates: compiledTemplates(app), documentIndex: new DocumentIndex(app) }
  const routes = new Hono<ConsoleEnv>()

  routes.get('/verify', (c) => c.html(verifyPage({ session: c.var.session })))

  routes.post('/verify', async (c) => {
    const { session, posted } = c.var
    const file = fieldFile(posted, 'file')
    if (file === undefined) {
      const error = { code: 'invalid', message: 'No file was chosen. Drop the document, or choose it.' } as const
      return c.html(verifyPage({ session, error }), 400)
    }
    try {
      const bytes = new Uint8Array(await file.arrayBuffer())
      const verification = await verifyDocument(deps, { bytes }, session.caller)
      if (verification.origin !== null)
        await notes.generationsRead(c, 'console', session.caller, [verification.origin.generation_id])
      return c.html(verifyPage({ session, said: { file_name: file.name, verification } }))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      return c.html(verifyPage({ session, error: error.error }), 503)
    }
  })

  routes.get('/generations/:id/certificate', async (c) => {
    const { bytes, file_name } = await certifyDocument(deps, c.req.param('id'), c.var.session.caller)
    return c.body(Buffer.from(bytes), 200, attachmentHeaders(file_name, MEDIA_TYPES.docx))
  })
  return routes
}
