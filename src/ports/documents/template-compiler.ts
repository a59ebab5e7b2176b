/** Reads and compiles untrusted templates, within limits of time and memory. */
import type { Result } from '../../domain/kernel/errors.ts'
import type { Refinement } from '../../domain/questions/refinement/refinement.ts'
import type { TemplateFormat } from '../../domain/template/template-format.ts'
import type { CompiledTemplate } from '../../rendering/template/compiled-template.ts'
import type { ReadTemplate, TemplateSource } from '../../rendering/template-source.ts'

export interface TemplateCompiler {
  /**
   * The compiled template, or `invalid_template` with the mistakes or the reason; `too_expensive` when a limit was
   * exceeded. `unavailable` where the machine is too busy (`details.reason` is `busy`), or the compiler is closed.
   */
  compile(bytes: Uint8Array, format: TemplateFormat): Promise<Result<CompiledTemplate>>
  /**
   * The uploaded file, converted if requested, and compiled. Refuses as `readTemplate` and `compile` do.
   */
  read(source: TemplateSource): Promise<Result<ReadTemplate>>
  /** A file of refinements. Refuses as `readQuestionsFile` does, and `too_expensive`. */
  readQuestions(text: string): Promise<Result<readonly Refinement[]>>
  /** A copy of a Word file with its mistakes as comments. Refuses as `copyWithMistakes` does, and `too_expensive`. */
  mark(source: TemplateSource): Promise<Result<Uint8Array>>
  /** Frees its resources. Compiling afterwards fails. */
  close(): Promise<void>
}
