/**
 * Makes documents from untrusted answers, within limits of time and memory.
 */
import type { Result } from '../../domain/kernel/errors.ts'
import type { RenderContext } from '../../domain/template/render-data.ts'
import type { CompiledTemplate } from '../../rendering/template/compiled-template.ts'
import type { RenderedDocument } from '../../rendering/template/rendered-document.ts'

export interface DocumentRenderer {
  /**
   * Renders the document. Refuses as `renderDocument` does; `unprocessable` with the reason `too_expensive` where a
   * limit was exceeded, `unavailable` where the machine is too busy (`details.reason` is `busy`), or the renderer is
   * closed.
   */
  render(template: CompiledTemplate, data: RenderContext): Promise<Result<RenderedDocument>>
  /** Frees its resources. */
  close(): Promise<void>
}
