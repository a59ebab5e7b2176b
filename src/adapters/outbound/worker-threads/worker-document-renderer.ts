/**
 * Makes documents: cheap ones in this thread, others in worker threads. What one costs is estimated before it begins.
 * One that takes too much processor time or memory all the same ends its thread.
 */
import { type DomainError, type Result, fail, ok } from '../../../domain/kernel/errors.ts'
import type { RenderContext } from '../../../domain/template/render-data.ts'
import type { DocumentRenderer } from '../../../ports/documents/document-renderer.ts'
import { type CompiledTemplate, encodeCompiled } from '../../../rendering/template/compiled-template.ts'
import { checkSize, estimateCost, INLINE_LIMITS, isExpensive } from '../../../rendering/template/render-cost.ts'
import { renderDocument } from '../../../rendering/render.ts'
import type { WorkerLimits } from './bounded-worker.ts'
import { workerScript } from './worker-script.ts'
import { POOL_SIZE, type PoolSize, WorkerPool } from './worker-pool.ts'
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
const LIMITS: WorkerLimits = { time: 30_000, memory: 512, patience: 300_000 }
/** Each may take much memory. */
const SIZE: PoolSize = { ...POOL_SIZE, threads: 2 }

export class WorkerDocumentRenderer implements DocumentRenderer {
  readonly #workers: WorkerPool<RenderRequest, RenderAnswer>

  /** `script` is the worker's module; tests give one of their own. */
  constructor(limits: WorkerLimits = LIMITS, script: URL = workerScript('render-worker')) {
    this.#workers = new WorkerPool(script, limits, SIZE)
  }

  async render(template: CompiledTemplate, data: RenderContext): Promise<Result<RenderedDocument>> {
    const cost = estimateCost(template, data, INLINE_LIMITS)
    const size = checkSize(cost)
    if (!size.ok) return size
    if (!isExpensive(cost)) return renderDocument(template, data)
    const answer = await this.#workers.ask({ compiled: encodeCompiled(template), data })
    if (answer === 'closed') return fail('unavailable', 'The service is shutting down. Try again later.')
    if (answer === 'busy') return fail('unavailable', BUSY, { reason: 'busy' })
    if (answer === 'too_expensive') return fail('unprocessable', TOO_EXPENSIVE, { reason: 'too_expensive' })
    return 'error' in answer ? answer : ok({ ...answer.document, pieces: [answer.document.bytes] })
  }

  close(): Promise<void> {
    return this.#workers.close()
  }
}

const BUSY = 'The machine is too busy to make the document just now. Try again in a moment.'
const TOO_EXPENSIVE =
  'Making the document takes more time or memory than is allowed. ' +
  'Shorten its long answers in Markdown, or make several documents.'
