/**
 * From the author's file to the compiled form. Mistakes are found here, when a template is registered, and all at once.
 */
import type { Result } from '../domain/kernel/errors.ts'
import type { TemplateFormat } from '../domain/template/template-format.ts'
import type { CompiledTemplate } from './template/compiled-template.ts'
import { type Purpose, compileDocx } from './docx/compile/compile-docx.ts'
import { compileText } from './text/compile-text.ts'

/**
 * Compiles a template file. Refusals have the code `invalid_template`: mistakes in tags in `details.mistakes` (see
 * `Mistake`), a file refused as a whole with a stable `details.reason` (`not_a_zip`, `macros`, `encrypted`, `dtd`,
 * `too_large`, …). With the purpose `once`, nothing is packed for later renders and the parts that are only copied are
 * not read.
 */
export async function compileTemplate(
  bytes: Uint8Array,
  format: TemplateFormat,
  purpose: Purpose = 'keep',
): Promise<Result<CompiledTemplate>> {
  return format === 'docx' ? compileDocx(bytes, purpose) : compileText(bytes, format, purpose)
}
