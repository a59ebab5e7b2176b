/** The languages of a conversation that has begun. */
import { z } from '@hono/zod-openapi'
import { changeLanguage } from '../../../../../../commands/generation/change-language.ts'
import type { App } from '../../../../../../ports/app.ts'
import type { Api } from '../../api-types.ts'
import { commandFromRequest } from '../../request/command-request.ts'
import { languageSchema } from '../../request/conversation-settings.ts'
import { jsonBody, addOperation } from '../../operation.ts'
import { uuidParam } from '../../schemas/text.ts'
import { generationAfter, respondWithGeneration } from './respond-with-generation.ts'

const languageBody = z.object({
  locale: languageSchema
    .optional()
    .openapi({ description: 'How answers are read and shown from here on; those that were given stay.' }),
  document_language: languageSchema.optional().openapi({ description: 'How the document prints.' }),
})

export function addLanguageRoute(api: Api, app: App): void {
  addOperation(
    api,
    { role: 'requester', if_match: true, prefer: 'return' },
    {
      method: 'put',
      path: '/api/v1/generations/{id}/language',
      operationId: 'setGenerationLanguage',
      tags: ['Conversation'],
      summary: 'Change how answers are read, or the language of the document, or both',
      request: { params: z.object({ id: uuidParam }), body: jsonBody(languageBody) },
      responses: { 200: generationAfter('The generation after it, without its answers') },
    },
    async (c) => {
      const languages = c.req.valid('json')
      const command = { ...languages, id: c.req.valid('param').id }
      const committed = await changeLanguage(app, command, commandFromRequest(c, app, languages))
      return respondWithGeneration(c, app, committed, { names: [] })
    },
  )
}
