/** Turns the state of a template into the view that the API and the surfaces read. */
import type { InferenceNote } from '../../domain/questions/inference-note.ts'
import {
  latestVersion,
  lifecycleOf,
  versionOf,
  type Template,
  type TemplateLifecycle,
  type TemplateVersion,
} from '../../domain/template/template.ts'
import type { VersionLanguage } from '../../domain/template/language.ts'
import type { TemplateFile } from '../../domain/template/template-events.ts'
import type { ConvertedFrom, TemplateFormat } from '../../domain/template/template-format.ts'
import type { Question } from '../../domain/questions/question.ts'

export interface TemplateView {
  readonly id: string
  readonly name: string
  readonly format: TemplateFormat
  readonly state: TemplateLifecycle
  /** The version shown: the latest one. */
  readonly version: number
  readonly published_version: number | null
  /** The language of its documents, BCP 47, and who says so; null: the service's default, else the requester's. */
  readonly language: string | null
  readonly language_from: 'author' | 'file' | null
  /** After how many days without an answer its conversations expire and remind; null: as the service is set. */
  readonly idle_days: number | null
  readonly reminders: readonly number[] | null
  /** The value for `If-Match`. */
  readonly revision: number
  readonly questions: readonly Question[]
  readonly notes: readonly InferenceNote[]
  readonly versions: readonly VersionView[]
}

export interface VersionView {
  readonly version: number
  readonly file_name: string
  readonly size: number
  readonly sha256: string
  readonly at: string
  readonly actor: string
  readonly language: string | null
  /** For a converted version: the uploaded file, and how many of its tags were rewritten. */
  readonly converted: {
    readonly from: ConvertedFrom
    readonly tags: number
    readonly file_name: string
    readonly size: number
    readonly sha256: string
  } | null
}

export function presentTemplate(template: Template, revision: number): TemplateView {
  const latest = latestVersion(template)
  if (template.id === undefined || latest === undefined) throw new Error('Only a registered template can be shown.')
  return {
    id: template.id,
    name: template.name,
    format: latest.format,
    state: lifecycleOf(template),
    version: latest.version,
    published_version: template.published ?? null,
    ...languageIn(latest),
    ...template.waiting,
    revision,
    questions: latest.questions,
    notes: latest.notes,
    versions: template.versions.map(presentVersion),
  }
}

/** The same, but with the questions of the published version: what a requester will be asked. */
export function presentPublished(template: Template, revision: number): TemplateView | undefined {
  const published = template.published === undefined ? undefined : versionOf(template, template.published)
  if (published === undefined) return undefined
  return {
    ...presentTemplate(template, revision),
    format: published.format,
    version: published.version,
    ...languageIn(published),
    questions: published.questions,
    notes: [],
  }
}

const languageIn = ({ language, file_language }: VersionLanguage) =>
  ({
    language: language ?? file_language ?? null,
    language_from: language !== undefined ? 'author' : file_language !== undefined ? 'file' : null,
  }) as const

function presentVersion(shown: TemplateVersion): VersionView {
  const { version, file, converted, at, actor, language, file_language } = shown
  const of = ({ file_name, size, sha256 }: TemplateFile) => ({ file_name, size, sha256 })
  return {
    version,
    ...of(file),
    at,
    actor,
    language: language ?? file_language ?? null,
    converted: converted === undefined ? null : { from: converted.from, tags: converted.tags, ...of(converted.file) },
  }
}
