/**
 * Compiles templates that strangers upload, within limits of time and memory.
 */
import type { Result } from '../domain/errors.ts'
import type { TemplateFormat } from '../domain/template-format.ts'
import type { CompiledTemplate } from '../rendering/compiled-template.ts'

export interface TemplateCompiler {
  /** The compiled template, or `invalid_template` with the mistakes or the reason; `too_expensive` when a limit was exceeded. */
  compile(bytes: Uint8Array, format: TemplateFormat): Promise<Result<CompiledTemplate>>
  /** Frees what the compiler holds; compiling afterwards fails. */
  close(): Promise<void>
}
