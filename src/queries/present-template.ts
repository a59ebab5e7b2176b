/** A template as the outside sees it (snake_case, the design's fields). */
import { latestVersion, lifecycleOf, versionOf, type Note, type Template, type TemplateLifecycle, type TemplateVersion } from '../domain/template.ts'
import type { TemplateFormat } from '../domain/template-format.ts'
import type { Question } from '../domain/question.ts'

export interface TemplateView {
  readonly id: string
  readonly name: string
  readonly format: TemplateFormat
  readonly state: TemplateLifecycle
  /** The version shown: the latest one. */
  readonly version: number
  readonly published_version: number | null
  /** What `If-Match` takes. */
  readonly revision: number
  readonly questions: readonly Question[]
  readonly notes: readonly Note[]
  readonly versions: readonly { readonly version: number; readonly file_name: string; readonly size: number; readonly sha256: string; readonly at: string; readonly actor: string }[]
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
  return { ...presentTemplate(template, revision), format: published.format, version: published.version, questions: published.questions, notes: [] }
}

const presentVersion = ({ version, file, at, actor }: TemplateVersion) =>
  ({ version, file_name: file.file_name, size: file.size, sha256: file.sha256, at, actor })
