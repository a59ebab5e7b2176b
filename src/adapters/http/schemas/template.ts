/** Templates on the wire. */
import { z } from '@hono/zod-openapi'
import { TEMPLATE_FORMATS } from '../../../domain/template-format.ts'
import type { TemplateView } from '../../../queries/present-template.ts'
import { questionView } from './question.ts'

const version = z.object({
  version: z.int(),
  file_name: z.string(),
  size: z.int(),
  sha256: z.string(),
  at: z.iso.datetime(),
  actor: z.string(),
}).openapi('TemplateVersion')

const note = z.object({ name: z.string(), message: z.string() })

export const templateView: z.ZodType<TemplateView> = z.object({
  id: z.string(),
  name: z.string(),
  format: z.enum(TEMPLATE_FORMATS),
  state: z.enum(['draft', 'published', 'retired']),
  version: z.int().openapi({ description: 'The version shown: the latest for authors, the published one for requesters.' }),
  published_version: z.int().nullable(),
  revision: z.int().openapi({ description: 'What If-Match takes, as "r3".' }),
  questions: z.array(questionView),
  notes: z.array(note).openapi({ description: 'Guesses that the author should look at.' }),
  versions: z.array(version),
}).openapi('Template')
