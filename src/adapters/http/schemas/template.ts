/** Templates on the wire. */
import { z } from '@hono/zod-openapi'
import { TEMPLATE_FORMATS } from '../../../domain/template-format.ts'
import type { ListedTemplate } from '../../../queries/list-templates.ts'
import type { TemplateView } from '../../../queries/present-template.ts'
import { questionView } from './question.ts'
import { pagination } from './text.ts'

export const TEMPLATE_STATES = ['draft', 'published', 'retired'] as const

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
  state: z.enum(TEMPLATE_STATES),
  version: z.int().openapi({ description: 'The version shown: the latest for authors, the published one for requesters.' }),
  published_version: z.int().nullable(),
  revision: z.int().openapi({ description: 'What If-Match takes, as "r3".' }),
  questions: z.array(questionView),
  notes: z.array(note).openapi({ description: 'Guesses that the author should look at.' }),
  versions: z.array(version),
}).openapi('Template')

const listedTemplate: z.ZodType<ListedTemplate> = z.object({
  id: z.string(),
  name: z.string(),
  format: z.string(),
  state: z.string(),
  version: z.int(),
  published_version: z.int().nullable(),
  question_count: z.int(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
}).openapi('ListedTemplate')

export const templateListing = z.object({ data: z.array(listedTemplate), pagination }).openapi('TemplateListing')
