/** Reads documents in worker threads. A file that takes too much processor time or memory ends its thread. */
import { type DomainError, type Result, fail, ok } from '../../../domain/kernel/errors.ts'
import type { FileFacts, DocumentReader } from '../../../ports/documents/document-reader.ts'
import type { Comparison } from '../../../rendering/comparing/compare-texts.ts'
import type { WorkerLimits } from './bounded-worker.ts'
import { workerScript } from './worker-script.ts'
import { POOL_SIZE, WorkerPool } from './worker-pool.ts'

/** What the worker is sent, and what it answers. */
export interface ReadingRequest {
  readonly bytes: Uint8Array
  /** Left out: the file is only read. */
  readonly copy?: Uint8Array | undefined
}
export type ReadingAnswer =
  | { readonly facts: FileFacts }
  | { readonly comparison: Comparison | undefined }
  | { readonly ok: false; readonly error: DomainError }

/** For one file: it is held to the limits of a template's. */
const LIMITS: WorkerLimits = { time: 6_000, memory: 192, patience: 120_000 }

export class WorkerDocumentReader implements DocumentReader {
  readonly #workers: WorkerPool<ReadingRequest, ReadingAnswer>

  /** `script` is the worker's module; tests give one of their own. */
  constructor(limits: WorkerLimits = LIMITS, script: URL = workerScript('reading-worker')) {
    this.#workers = new WorkerPool(script, limits, POOL_SIZE)
  }

  async read(bytes: Uint8Array): Promise<Result<FileFacts>> {
    const answer = await this.#ask({ bytes })
    return answer.ok && 'facts' in answer.value ? ok(answer.value.facts) : refusalOf(answer)
  }

  async compare(delivered: Uint8Array, copy: Uint8Array): Promise<Result<Comparison | undefined>> {
    const answer = await this.#ask({ bytes: delivered, copy })
    return answer.ok && 'comparison' in answer.value ? ok(answer.value.comparison) : refusalOf(answer)
  }

  close(): Promise<void> {
    return this.#workers.close()
  }

  async #ask(request: ReadingRequest): Promise<Result<Exclude<ReadingAnswer, { readonly ok: false }>>> {
    const answer = await this.#workers.ask(request)
    if (answer === 'closed') return fail('unavailable', 'The service is shutting down. Try again later.')
    if (answer === 'busy') return fail('unavailable', BUSY, { reason: 'busy' })
    if (answer === 'too_expensive') return fail('unprocessable', TOO_EXPENSIVE, { reason: 'too_expensive' })
    return 'error' in answer ? answer : ok(answer)
  }
}

function refusalOf(answer: Result<unknown>): { readonly ok: false; readonly error: DomainError } {
  if (!answer.ok) return answer
  throw new Error('the worker has answered another question')
}

const BUSY = 'The machine is too busy to read the file just now. Try again in a moment.'
const TOO_EXPENSIVE = 'Reading the file takes more time or memory than is allowed.'
