/**
 * Makes documents: cheap ones in this thread, others in a worker thread that is stopped when a document takes too much
 * time or memory.
 */
import { type DomainError, type Result, fail, ok } from '../../../domain/kernel/errors.ts'
import type { RenderContext } from '../../../domain/template/render-data.ts'
import type { DocumentRenderer } from '../../../ports/documents/document-renderer.ts'
import { type CompiledTemplate, encodeCompiled } from '../../../rendering/template/compiled-template.ts'
import { isExpensive } from '../../../rendering/template/render-cost.ts'
import { renderDocument } from '../../../rendering/render.ts'
import { BoundedWorker, type WorkerLimits } from './bounded-worker.ts'
import type { RenderedDocument } from '../../../rendering/template/rendered-document.ts'

/** What the worker is sent, and what it answers. */
export interface RenderRequest {
  readonly compiled: Uint8Array
  readonly data: RenderContext
}
export type RenderAnswer =
  | { readonly document: Omit<RenderedDocument, 'pieces'> }
  | { readonly ok: false; readonly error: DomainError }

/** For one document. */
const LIMITS: WorkerLimits = { time: 30_000, memory: 512 }

export class WorkerDocumentRenderer implements DocumentRenderer {
  readonly #worker: BoundedWorker<RenderRequest, RenderAnswer>

  /** `script` is the worker's module; tests give one of their own. */
  constructor(limits: WorkerLimits = LIMITS, script: URL = new URL('./render-worker.ts', import.meta.url)) {
    this.#worker = new BoundedWorker(script, limits)
  }

  async render(template: CompiledTemplate, data: RenderContext): Promise<Result<RenderedDocument>> {
    if (!isExpensive(data)) return renderDocument(template, data)
    const answer = await this.#worker.ask({ compiled: encodeCompiled(template), data })
    if (answer === 'closed') return fail('unavailable', 'The service is shutting down. Try again later.')
    if (answer === 'too_expensive') return fail('unprocessable', TOO_EXPENSIVE, { reason: 'too_expensive' })
    return 'error' in answer ? answer : ok({ ...answer.document, pieces: [answer.document.bytes] })
  }

  close(): Promise<void> {
    return this.#worker.close()
  }
}

const TOO_EXPENSIVE =
  'Making the document takes more time or memory than is allowed. ' +
  'Shorten its long answers in Markdown, or make several documents.'
