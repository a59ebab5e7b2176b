/**
 * Compiled templates, ready to render: from the cache, or compiled again from the author's file, one compilation at a
 * time per version.
 */
import { fail, type Result } from '../domain/kernel/errors.ts'
import type { TemplateVersion } from '../domain/template/template.ts'
import type { DocumentStore } from '../ports/documents/document-store.ts'
import { readTemplateFile } from './read-template-file.ts'
import type { TemplateCache } from '../ports/documents/template-cache.ts'
import type { TemplateCompiler } from '../ports/documents/template-compiler.ts'
import type { CompiledTemplate } from '../rendering/template/compiled-template.ts'
import { COMPILER_VERSION } from '../rendering/template/version.ts'

export interface CompiledTemplates {
  /**
   * `not_found` where the file is gone; also refuses what the compiler refuses. Throws where a store cannot be reached.
   */
  get(tenant: string, template_id: string, version: TemplateVersion): Promise<Result<CompiledTemplate>>
  /** Removes a rarely used version from the cache. It is compiled again on demand. */
  drop(tenant: string, template_id: string, version: TemplateVersion): Promise<void>
}

export interface CompiledTemplatesDeps {
  readonly templateCache: TemplateCache
  readonly documents: DocumentStore
  readonly compiler: TemplateCompiler
}

export function compiledTemplates({ templateCache, documents, compiler }: CompiledTemplatesDeps): CompiledTemplates {
  const inFlight = new Map<string, Promise<Result<CompiledTemplate>>>()

  async function load(key: string, { file, format }: TemplateVersion): Promise<Result<CompiledTemplate>> {
    const cached = await templateCache.get(key)
    if (cached !== undefined) return { ok: true, value: cached }
    const bytes = await readTemplateFile(documents, file)
    if (bytes === undefined)
      return fail(
        'not_found',
        `The template's file “${file.file_name}” is no longer stored. Upload it again as a new version.`,
      )
    const compiled = await compiler.compile(bytes, format)
    if (compiled.ok) await templateCache.put(key, compiled.value)
    return compiled
  }

  return {
    get(tenant, template_id, version) {
      const key = keyOf(tenant, template_id, version)
      const loading = inFlight.get(key) ?? load(key, version).finally(() => inFlight.delete(key))
      inFlight.set(key, loading)
      return loading
    },
    drop: (tenant, template_id, version) => templateCache.delete(keyOf(tenant, template_id, version)),
  }
}

/** Includes the hash of the file: a cache may outlive the event store, whose next “version 1” is another template. */
const keyOf = (tenant: string, template_id: string, { version, file }: TemplateVersion): string =>
  `${tenant}/${template_id}/${version}/${file.sha256}/${COMPILER_VERSION}`
