/** One template, folded from its stream, so that callers read their own writes. */
import { hasRole, type Caller } from '../../domain/kernel/access.ts'
import { fail, unwrap } from '../../domain/kernel/errors.ts'
import { templateDecider, versionOf, type TemplateVersion } from '../../domain/template/template.ts'
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
 * Authors see the latest version, or the published one where they ask for it; requesters see the published one. Throws
 * `Refused` `not_found`.
 */
export async function getTemplate(
  deps: GetTemplateDeps,
  id: string,
  caller: Caller,
  of: 'latest' | 'published' = 'latest',
): Promise<TemplateView> {
  const { state, revision } = await loadTemplate(deps, id, caller)
  const seesAll = hasRole(caller, 'author') || hasRole(caller, 'auditor')
  if (seesAll && of === 'latest') return presentTemplate(state, revision)
  if (seesAll && state.published === undefined)
    return unwrap(fail('not_found', `No version of template “${id}” is published.`, { template_id: id, field: 'of' }))
  return presentPublished(state, revision) ?? refuseUnknownTemplate(id)
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
  const visible = hasRole(caller, 'author') || number === state.published
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

/** The uploaded file of a converted version; `not_found` for a version that was not converted. For authors. */
export async function getOriginalFile(
  deps: GetTemplateDeps & { readonly documents: DocumentStore },
  id: string,
  number: number,
  caller: Caller,
): Promise<{ readonly file_name: string; readonly bytes: Uint8Array }> {
  const { state } = await loadTemplate(deps, id, caller)
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

/** The template of a tenant. Throws `Refused` `not_found`. */
export async function loadTemplate(
  deps: GetTemplateDeps,
  id: string,
  caller: Caller,
): Promise<LoadedAggregate<Template>> {
  const loaded = await deps.aggregates.load(templateDecider, templateStream(caller.tenant, id))
  return loaded.state.id === undefined ? refuseUnknownTemplate(id) : loaded
}

const refuseUnknownTemplate = (id: string): never =>
  unwrap(fail('not_found', `There is no template “${id.slice(0, 100)}”.`, { template_id: id.slice(0, 100) }))
