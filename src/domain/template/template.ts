/** The template aggregate: a document with variables, its questions, and its versions. */
import type { InferenceNote } from '../questions/inference-note.ts'
import type { Decider } from '../kernel/decider.ts'
import type { Outline } from '../questions/outline.ts'
import type { Question } from '../questions/question.ts'
import type { VersionLanguage } from './language.ts'
import type { TemplateFormat } from './template-format.ts'
import { applyChanges } from './question-changes.ts'
import { readTemplate, writeTemplate, type WrittenTemplate } from './template-snapshot.ts'
import type { AuthorsWaitingTimes } from './waiting-times.ts'
import { DEFAULT_ACCESS, type AccessibleTemplate } from './template-access.ts'
import type { TemplateFile, Conversion, TemplateEvent } from './template-events.ts'

/** One version: its file, and the questions asked for it. */
export interface TemplateVersion extends VersionLanguage {
  readonly version: number
  readonly format: TemplateFormat
  readonly file: TemplateFile
  readonly converted?: Conversion | undefined
  readonly outline: Outline
  readonly questions: readonly Question[]
  readonly notes: readonly InferenceNote[]
  readonly compiler: string
  readonly at: string
  readonly actor: string
}

/** The state of a template. */
export interface Template extends AccessibleTemplate {
  /** Undefined until registered. */
  readonly id: string | undefined
  readonly tenant: string
  readonly name: string
  readonly versions: readonly TemplateVersion[]
  /** The version that new generations begin with; undefined while only drafts exist. */
  readonly published: number | undefined
  readonly retired: boolean
  /** How long its conversations wait, whatever the version. */
  readonly waiting: AuthorsWaitingTimes
}

/** `draft`: never published. `retired`: no new generations begin. */
export type TemplateLifecycle = 'draft' | 'published' | 'retired'

/** The lifecycle state of a template. */
export const lifecycleOf = (template: Template): TemplateLifecycle =>
  template.retired ? 'retired' : template.published === undefined ? 'draft' : 'published'

/** A version by its number, from 1. */
export const versionOf = (template: Template, version: number): TemplateVersion | undefined =>
  template.versions[version - 1]

/** The latest version, published or not. */
export const latestVersion = (template: Template): TemplateVersion | undefined => template.versions.at(-1)

/** How events change a template. */
export const templateDecider: Decider<Template, TemplateEvent> = {
  initial: () => ({
    id: undefined,
    tenant: '',
    name: '',
    maker: '',
    access: DEFAULT_ACCESS,
    versions: [],
    published: undefined,
    retired: false,
    waiting: { idle_days: null, reminders: null },
  }),
  copy: (template) => template,
  evolve(template, event, { envelope }) {
    const by = { at: envelope.at, actor: envelope.actor }
    switch (event.type) {
      case 'TemplateRegistered': {
        const { template_id, name, ...content } = event.data
        return {
          ...template,
          id: template_id,
          tenant: envelope.tenant,
          name,
          maker: envelope.actor,
          versions: [{ ...content, ...by }],
        }
      }
      case 'TemplateRevised':
        return { ...template, versions: [...template.versions, { ...event.data, ...by }] }
      case 'QuestionsRefined': {
        const latest = latestVersion(template)
        return latest === undefined
          ? template
          : { ...template, versions: [...template.versions, { ...latest, ...event.data, ...by }] }
      }
      case 'QuestionsChanged': {
        const { version, from = version - 1, questions, order, notes } = event.data
        const base = versionOf(template, from)
        const changed = base && { ...base, ...applyChanges(base, { questions, order, notes }), version, ...by }
        return changed === undefined ? template : { ...template, versions: [...template.versions, changed] }
      }
      case 'TemplateLanguageSet': {
        const latest = latestVersion(template)
        const { version, language } = event.data
        return latest === undefined
          ? template
          : {
              ...template,
              versions: [...template.versions, { ...latest, version, language: language ?? undefined, ...by }],
            }
      }
      case 'TemplateWaitingTimesSet':
        return { ...template, waiting: event.data }
      case 'TemplatePublished':
        return { ...template, published: event.data.version }
      case 'TemplateRetired':
        return { ...template, retired: true }
      case 'TemplateRestored':
        return { ...template, retired: false }
      case 'TemplateAccessChanged':
        return { ...template, access: event.data }
    }
  },
  snapshot: {
    shape: 1,
    // One event may hold all questions: a few of them take as long to read as a snapshot.
    every: 8,
    write: writeTemplate,
    read: (written) => readTemplate(written as WrittenTemplate) as Template,
  },
}
