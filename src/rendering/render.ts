/**
 * From a compiled template and the answers to the document. The same input gives the same bytes for one
 * RENDERER_VERSION.
 */
import { hash } from 'node:crypto'
import { Refused, type Result, fail, ok } from '../domain/kernel/errors.ts'
import { CONTENT_ID, type RenderContext } from '../domain/template/render-data.ts'
import type { TemplateFormat } from '../domain/template/template-format.ts'
import { renderDocx } from './docx/render/render-docx.ts'
import type { CompiledTemplate } from './template/compiled-template.ts'
import type { RenderedDocument } from './template/rendered-document.ts'
import { createScope, lookUp } from './template/scope.ts'
import { plainText } from './template/values.ts'
import { addContentComment } from './text/content-comment.ts'
import { renderText } from './text/render-text.ts'

/**
 * Fills the template. Errors are `unprocessable`; `details.variable` names the variable and `details.reason` says what
 * is wrong with it (`missing`, `characters`, `picture`, `list`, `address`, …); `too_large` where the document as a
 * whole cannot be made.
 */
export function renderDocument(template: CompiledTemplate, data: RenderContext): Result<RenderedDocument> {
  const pool = Buffer.from(template.pool.buffer, template.pool.byteOffset, template.pool.byteLength)
  const scope = createScope(data)
  try {
    if (template.body.kind === 'docx') return ok(renderDocx(template.body, pool, scope))
    const text = renderText(template.body.program, pool, scope)
    const id = template.format === 'markdown' ? plainText(lookUp(scope, CONTENT_ID), CONTENT_ID) : ''
    return ok(new TextDocument(Buffer.from(addContentComment(text, id), 'utf8'), template.format))
  } catch (error) {
    if (error instanceof Refused) return { ok: false, error: error.error }
    // Deeper than the stack, or longer than a string can be: every attempt would fail.
    if (error instanceof RangeError) return fail('unprocessable', TOO_LARGE, { reason: 'too_large' })
    throw error
  }
}

const TOO_LARGE = 'The document would be too large. Shorten its answers or its lists.'

class TextDocument implements RenderedDocument {
  readonly pieces: readonly Uint8Array[]
  readonly bytes: Uint8Array
  readonly format: TemplateFormat

  constructor(bytes: Uint8Array, format: TemplateFormat) {
    this.pieces = [bytes]
    this.bytes = bytes
    this.format = format
  }

  get parts(): RenderedDocument['parts'] {
    return [{ name: 'text', sha256: hash('sha256', this.bytes) }]
  }
}
