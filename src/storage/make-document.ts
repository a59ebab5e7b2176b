/** Makes the document of a generation from its answers: the same bytes each time, for one renderer version. */
import { buildDocumentData } from '../answers/document-data.ts'
import type { FailureReason } from '../domain/generation/generation-events.ts'
import type { Generation } from '../domain/generation/generation.ts'
import { CONTENT_ID } from '../domain/template/render-data.ts'
import type { TemplateVersion } from '../domain/template/template.ts'
import type { AggregateStore } from '../ports/events/aggregate-store.ts'
import type { DocumentRenderer } from '../ports/documents/document-renderer.ts'
import type { KeyRing } from '../ports/keys/key-ring.ts'
import type { RenderedDocument } from '../rendering/template/rendered-document.ts'
import type { CompiledTemplates } from './compiled-templates.ts'
import { contentId } from './content-id.ts'
import { loadTemplateVersion } from './load-generation.ts'

export interface MakeDocumentDeps {
  readonly aggregates: AggregateStore
  readonly templates: CompiledTemplates
  readonly renderer: DocumentRenderer
  readonly keyRing: Pick<KeyRing, 'installationKey'>
}

/** A failure that every further attempt would repeat. */
export interface MakingFailure {
  readonly reason: FailureReason
  readonly message: string
}

export type MakingOutcome =
  | {
      readonly ok: true
      readonly made: RenderedDocument
      readonly version: TemplateVersion
      /** The id that it carries, if its format can. */
      readonly content_id: string
    }
  | ({ readonly ok: false } & MakingFailure)

/** Throws for faults that may pass, such as a store that cannot be reached. */
export async function makeDocument(deps: MakeDocumentDeps, generation: Generation): Promise<MakingOutcome> {
  const { tenant, template_id, template_version, document_language: language } = generation
  const { version } = await loadTemplateVersion(deps, generation)
  if (version === undefined)
    return failed('missing_template_file', `Version ${template_version} of the template “${template_id}” is not there.`)
  const compiled = await deps.templates.get(tenant, template_id, version)
  if (!compiled.ok && compiled.error.code === 'unavailable') throw new Error(compiled.error.message)
  if (!compiled.ok)
    return failed(compiled.error.code === 'not_found' ? 'missing_template_file' : 'rendering', compiled.error.message)
  const built = buildDocumentData(version, generation.answers, language)
  if (!built.ok) return failed('rendering', built.error.message)
  const key = await deps.keyRing.installationKey('document-ids')
  const content_id = contentId(key, { tenant, template_id, template_version, language, data: built.value })
  const made = await deps.renderer.render(compiled.value, { ...built.value, [CONTENT_ID]: content_id })
  if (!made.ok && made.error.code === 'unavailable') throw new Error(made.error.message)
  if (!made.ok) return failed('rendering', made.error.message)
  return { ok: true, made: made.value, version, content_id }
}

const failed = (reason: FailureReason, message: string): MakingOutcome => ({ ok: false, reason, message })
