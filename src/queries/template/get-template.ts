/** One template, folded from its stream, so that callers read their own writes. */
import { hasRole, type Caller } from '../../domain/kernel/access.ts'
import { fail, unwrap } from '../../domain/kernel/errors.ts'
import { templateDecider, versionOf, type TemplateVersion } from '../../domain/template/template.ts'
import { mayEditTemplate, mayUseTemplate, refuseRight } from '../../domain/template/template-access.ts'
import { templateStream } from '../../domain/template/template-id.ts'
import type { AggregateStore, LoadedAggregate } from '../../ports/events/aggregate-store.ts'
import type { DocumentStore } from '../../ports/documents/document-store.ts'
import { readTemplateFile } from '../../storage/read-template-file.ts'
import type { Template } from '../../domain/template/template.ts'
import { presentPublished, presentTemplate, type TemplateView } from './present-template.ts'

export interface GetTemplateDeps {
  readonly aggregates: AggregateStore
}

/**
 * Whoever may edit it sees the latest version, whoever may use it the published one. Throws `Refused`: `not_found`,
 * `forbidden`.
 */
export async function getTemplate(deps: GetTemplateDeps, id: string, caller: Caller): Promise<TemplateView> {
  const { state, revision } = await loadTemplate(deps, id, caller)
  if (mayEditTemplate(caller, state) || hasRole(caller, 'auditor')) return presentTemplate(state, revision)
  if (!mayUseTemplate(caller, state)) return unwrap(refuseRight('use', id))
  return presentPublished(state, revision) ?? refuseUnknownTemplate(id)
}

/** The latest version for who may edit it. Throws `Refused`: `not_found`, `forbidden`. */
export async function getTemplateToEdit(deps: GetTemplateDeps, id: string, caller: Caller): Promise<TemplateView> {
  const { state, revision } = await loadForEditing(deps, id, caller)
  return presentTemplate(state, revision)
}

/** The uploaded file of a version, byte for byte. */
export async function getTemplateFile(
  deps: GetTemplateDeps & { readonly documents: DocumentStore },
  id: string,
  number: number,
  caller: Caller,
): Promise<{ readonly version: TemplateVersion; readonly bytes: Uint8Array }> {
  const { state } = await loadTemplate(deps, id, caller)
  const version = versionOf(state, number)
  if (!mayUseTemplate(caller, state)) return unwrap(refuseRight('use', id))
  const visible = mayEditTemplate(caller, state) || number === state.published
  if (version === undefined || !visible)
    return unwrap(
      fail('not_found', `Template “${id}” has no version ${number} for you.`, { template_id: id, version: number }),
    )
  const bytes = await readTemplateFile(deps.documents, version.file)
  return bytes === undefined
    ? unwrap(
        fail('unavailable', 'The file of this template is missing in the document store. Tell an operator.', {
          key: version.file.key,
        }),
      )
    : { version, bytes }
}

/** The uploaded file of a converted version; `not_found` for a version that was not converted. For who may edit it. */
export async function getOriginalFile(
  deps: GetTemplateDeps & { readonly documents: DocumentStore },
  id: string,
  number: number,
  caller: Caller,
): Promise<{ readonly file_name: string; readonly bytes: Uint8Array }> {
  const { state } = await loadForEditing(deps, id, caller)
  const file = versionOf(state, number)?.converted?.file
  if (file === undefined)
    return unwrap(
      fail('not_found', `Version ${number} of template “${id}” was not converted: its own file is what was uploaded.`, {
        template_id: id,
        version: number,
      }),
    )
  const bytes = await readTemplateFile(deps.documents, file)
  return bytes === undefined
    ? unwrap(
        fail('unavailable', 'The uploaded file is missing in the document store. Tell an operator.', { key: file.key }),
      )
    : { file_name: file.file_name, bytes }
}

/** The template for who may edit it. Throws `Refused`: `not_found`, `forbidden`. */
export async function loadForEditing(
  deps: GetTemplateDeps,
  id: string,
  caller: Caller,
): Promise<LoadedAggregate<Template>> {
  const loaded = await loadTemplate(deps, id, caller)
  return mayEditTemplate(caller, loaded.state) ? loaded : unwrap(refuseRight('edit', id))
}

/** The template of a tenant, whoever asks. Throws `Refused` `not_found`. */
async function loadTemplate(deps: GetTemplateDeps, id: string, caller: Caller): Promise<LoadedAggregate<Template>> {
  const loaded = await deps.aggregates.load(templateDecider, templateStream(caller.tenant, id))
  return loaded.state.id === undefined ? refuseUnknownTemplate(id) : loaded
}

const refuseUnknownTemplate = (id: string): never =>
  unwrap(fail('not_found', `There is no template “${id.slice(0, 100)}”.`, { template_id: id.slice(0, 100) }))
