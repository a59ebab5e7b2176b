/**
 * The template aggregate: a document with variables, its questions, and its versions. Stream
 * `template-{tenant}-{slug}`.
 */
import { z } from 'zod'
import type { Decider } from '../kernel/decider.ts'
import type { DomainEvent } from '../kernel/event.ts'
import { fail, ok, type Result } from '../kernel/errors.ts'
import { outlineNodeSchema, type Outline } from '../questions/outline.ts'
import { questionSchema, type Question } from '../questions/question.ts'
import { CONVERTED_FROM, TEMPLATE_FORMATS, type TemplateFormat } from './template-format.ts'

// ---- stream

export const templateStream = (tenant: string, id: string): string => `template-${tenant}-${id}`

/** A slug: lower-case letters, digits and single hyphens, 1 to 60 characters. */
const templateIdSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60)

/** The slug of a name: `Mietvertrag (neu)` → `mietvertrag-neu`; undefined where nothing of it is left. */
export function slugOf(name: string): string | undefined {
  const slug = name
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replaceAll(/^-+|-+$/g, '')
  return slug === '' ? undefined : slug
}

// ---- events

/** The uploaded file: where its bytes lie in the document store, and what they are. */
const templateFileSchema = z.strictObject({
  key: z.string(),
  file_name: z.string(),
  size: z.int().min(0),
  sha256: z.string(),
})
export type TemplateFile = z.infer<typeof templateFileSchema>

/** What was uploaded, where the template's file was made from it, and how many of its tags were rewritten. */
const conversionSchema = z.strictObject({
  from: z.enum(CONVERTED_FROM),
  tags: z.int().min(0),
  file: templateFileSchema,
})
export type Conversion = z.infer<typeof conversionSchema>

/** A remark on a guess that the author should look at. */
const noteSchema = z.strictObject({ name: z.string(), message: z.string() })
export type Note = z.infer<typeof noteSchema>

const contentSchema = {
  version: z.int().min(1),
  format: z.enum(TEMPLATE_FORMATS),
  file: templateFileSchema,
  converted: conversionSchema.optional(),
  outline: z.array(outlineNodeSchema),
  questions: z.array(questionSchema),
  notes: z.array(noteSchema),
  /** The version of the compiler that read the outline. */
  compiler: z.string(),
}

export const templateEventSchemas = {
  TemplateRegistered: z.strictObject({ template_id: templateIdSchema, name: z.string(), ...contentSchema }),
  TemplateRevised: z.strictObject({ ...contentSchema }),
  QuestionsRefined: z.strictObject({
    version: z.int().min(1),
    questions: z.array(questionSchema),
    notes: z.array(noteSchema),
  }),
  TemplatePublished: z.strictObject({ version: z.int().min(1) }),
  TemplateRetired: z.strictObject({}),
  TemplateRestored: z.strictObject({}),
} as const

type Schemas = typeof templateEventSchemas
export type TemplateEvent = { [Type in keyof Schemas]: DomainEvent<Type, z.infer<Schemas[Type]>> }[keyof Schemas]

// ---- state and evolve

export interface TemplateVersion {
  readonly version: number
  readonly format: TemplateFormat
  readonly file: TemplateFile
  readonly converted?: Conversion | undefined
  readonly outline: Outline
  readonly questions: readonly Question[]
  readonly notes: readonly Note[]
  readonly compiler: string
  readonly at: string
  readonly actor: string
}

export interface Template {
  /** Undefined until registered. */
  readonly id: string | undefined
  readonly tenant: string
  readonly name: string
  readonly versions: readonly TemplateVersion[]
  /** The version that new generations begin with; undefined while only drafts exist. */
  readonly published: number | undefined
  readonly retired: boolean
}

export type TemplateLifecycle = 'draft' | 'published' | 'retired'

export const lifecycleOf = (template: Template): TemplateLifecycle =>
  template.retired ? 'retired' : template.published === undefined ? 'draft' : 'published'

export const versionOf = (template: Template, version: number): TemplateVersion | undefined =>
  template.versions[version - 1]

export const latestVersion = (template: Template): TemplateVersion | undefined => template.versions.at(-1)

export const templateDecider: Decider<Template, TemplateEvent> = {
  initial: () => ({ id: undefined, tenant: '', name: '', versions: [], published: undefined, retired: false }),
  copy: (template) => template,
  evolve(template, event, { envelope }) {
    const by = { at: envelope.at, actor: envelope.actor }
    switch (event.type) {
      case 'TemplateRegistered': {
        const { template_id, name, ...content } = event.data
        return { ...template, id: template_id, tenant: envelope.tenant, name, versions: [{ ...content, ...by }] }
      }
      case 'TemplateRevised':
        return { ...template, versions: [...template.versions, { ...event.data, ...by }] }
      case 'QuestionsRefined': {
        const latest = latestVersion(template)
        return latest === undefined
          ? template
          : { ...template, versions: [...template.versions, { ...latest, ...event.data, ...by }] }
      }
      case 'TemplatePublished':
        return { ...template, published: event.data.version }
      case 'TemplateRetired':
        return { ...template, retired: true }
      case 'TemplateRestored':
        return { ...template, retired: false }
    }
  },
}

// ---- decisions

/** What the compiler and the inference made of an uploaded file. */
export type TemplateContent = Omit<TemplateVersion, 'version' | 'at' | 'actor'>

export function registerTemplate(
  command: { readonly id: string; readonly name: string; readonly content: TemplateContent; readonly draft: boolean },
  template: Template,
): Result<TemplateEvent[]> {
  if (template.id !== undefined) {
    return fail(
      'conflict',
      `A template “${command.id}” exists already. Upload this file as a new version of it, or choose another ` +
        `name, for example “${command.name} 2”.`,
      {
        field: 'name',
        template_id: command.id,
        suggestion: slugOf(`${command.id.slice(0, 57)}-2`),
      },
    )
  }
  return ok([
    {
      type: 'TemplateRegistered',
      data: { template_id: command.id, name: command.name, version: 1, ...contentData(command.content) },
    },
    ...published(1, command.draft),
  ])
}

export function reviseTemplate(
  command: { readonly content: TemplateContent; readonly draft: boolean },
  template: Template,
): Result<TemplateEvent[]> {
  const latest = latestVersion(template)
  if (latest === undefined) return notFound()
  const same =
    latest.file.sha256 === command.content.file.sha256 &&
    JSON.stringify(latest.questions) === JSON.stringify(command.content.questions)
  if (same) return ok(command.draft || template.published === latest.version ? [] : published(latest.version, false))
  const version = latest.version + 1
  return ok([
    { type: 'TemplateRevised', data: { version, ...contentData(command.content) } },
    ...published(version, command.draft),
  ])
}

export function recordQuestions(
  command: { readonly questions: readonly Question[]; readonly notes: readonly Note[]; readonly draft: boolean },
  template: Template,
): Result<TemplateEvent[]> {
  const latest = latestVersion(template)
  if (latest === undefined) return notFound()
  if (JSON.stringify(latest.questions) === JSON.stringify(command.questions)) return ok([])
  const version = latest.version + 1
  // Refining a draft leaves it a draft; refining what is published is published at once.
  const draft = command.draft || template.published !== latest.version
  return ok([
    { type: 'QuestionsRefined', data: { version, questions: [...command.questions], notes: [...command.notes] } },
    ...published(version, draft),
  ])
}

export function publishTemplate(template: Template): Result<TemplateEvent[]> {
  const latest = latestVersion(template)
  if (latest === undefined) return notFound()
  if (template.retired) return fail('conflict', 'This template is retired. Restore it before publishing a version.')
  return ok(template.published === latest.version ? [] : published(latest.version, false))
}

export function retireTemplate(template: Template): Result<TemplateEvent[]> {
  if (template.id === undefined) return notFound()
  return ok(template.retired ? [] : [{ type: 'TemplateRetired', data: {} }])
}

export function restoreTemplate(template: Template): Result<TemplateEvent[]> {
  if (template.id === undefined) return notFound()
  return ok(template.retired ? [{ type: 'TemplateRestored', data: {} }] : [])
}

const published = (version: number, draft: boolean): TemplateEvent[] =>
  draft ? [] : [{ type: 'TemplatePublished', data: { version } }]

const notFound = () => fail('not_found', 'There is no such template. `GET /templates` lists those that exist.')

function contentData(content: TemplateContent) {
  const { format, file, converted, outline, questions, notes, compiler } = content
  return {
    format,
    file,
    ...(converted === undefined ? {} : { converted }),
    outline: [...outline],
    questions: [...questions],
    notes: [...notes],
    compiler,
  }
}
