/**
 * Fills a compiled Word template.
 */
import type { RenderedDocument } from '../render.ts'
import type { Scope } from '../scope.ts'
import type { DocxBody } from './docx-body.ts'

export function renderDocx(_body: DocxBody, _pool: Buffer, _scope: Scope): RenderedDocument {
  throw new Error('Word files are rendered from the next commit on.')
}
