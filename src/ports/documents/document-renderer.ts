/**
 * Makes documents from untrusted answers, within limits of time and memory.
 */
import type { Result } from '../../domain/kernel/errors.ts'
import type { RenderContext } from '../../domain/template/render-data.ts'
import type { CompiledTemplate } from '../../rendering/template/compiled-template.ts'
import type { RenderedDocument } from '../../rendering/template/rendered-document.ts'

export interface DocumentRenderer {
  /**
   * The document, or what `renderDocument` refuses; `unprocessable` with the reason `too_expensive` when a limit was
   * exceeded, `unavailable` when the renderer is closed.
   */
  render(template: CompiledTemplate, data: RenderContext): Promise<Result<RenderedDocument>>
  /** Frees what the renderer holds. */
  close(): Promise<void>
}
