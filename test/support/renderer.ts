/** The renderer in this thread, without limits. */
import type { DocumentRenderer } from '../../src/ports/documents/document-renderer.ts'
import { renderDocument } from '../../src/rendering/render.ts'

export const renderer: DocumentRenderer = {
  render: async (template, data) => renderDocument(template, data),
  close: async () => undefined,
}
