/**
 * Compiles templates in worker threads. A file that takes too much processor time or memory ends its thread.
 */
import { type DomainError, type ErrorCode, type Result, fail, ok } from '../../../domain/kernel/errors.ts'
import { isCheapToRead, readQuestionsFile } from '../../../rendering/questions-file/read-questions-file.ts'
import type { Refinement } from '../../../domain/questions/refinement/refinement.ts'
import type { TemplateFormat } from '../../../domain/template/template-format.ts'
import type { TemplateCompiler } from '../../../ports/documents/template-compiler.ts'
import { type CompiledTemplate, decodeCompiled } from '../../../rendering/template/compiled-template.ts'
import type { Converted, ReadTemplate, TemplateSource } from '../../../rendering/template-source.ts'
import type { WorkerLimits } from './bounded-worker.ts'
import { workerScript } from './worker-script.ts'
import { POOL_SIZE, WorkerPool } from './worker-pool.ts'

/** What the worker is sent, and what it answers. */
export type CompileRequest =
  | { readonly work: 'read' | 'mark'; readonly source: TemplateSource }
  | { readonly work: 'questions'; readonly text: string }
export type CompileAnswer =
  | { readonly work: 'read'; readonly compiled: Uint8Array; readonly converted: Converted | undefined }
  | { readonly work: 'mark'; readonly bytes: Uint8Array }
  | { readonly work: 'questions'; readonly refinements: readonly Refinement[] }
  | { readonly ok: false; readonly error: DomainError }

/**
 * For one file. A file at the limits of the compiler takes less than a second, several times that in a new thread of a
 * loaded machine.
 */
const LIMITS: WorkerLimits = { time: 6_000, memory: 192, patience: 120_000 }

export class WorkerTemplateCompiler implements TemplateCompiler {
  readonly #workers: WorkerPool<CompileRequest, CompileAnswer>

  /** `script` is the worker's module; tests give one of their own. */
  constructor(limits: WorkerLimits = LIMITS, script: URL = workerScript('compile-worker')) {
    this.#workers = new WorkerPool(script, limits, POOL_SIZE)
  }

  async compile(bytes: Uint8Array, format: TemplateFormat): Promise<Result<CompiledTemplate>> {
    const read = await this.read({ bytes, format, is_stored: true })
    return read.ok ? ok(read.value.compiled) : read
  }

  async read(source: TemplateSource): Promise<Result<ReadTemplate>> {
    const answer = await this.#ask({ work: 'read', source })
    if ('error' in answer) return answer
    if (answer.work !== 'read') throw new Error('the worker has answered another question')
    return ok({ compiled: decodeCompiled(answer.compiled), converted: answer.converted })
  }

  async mark(source: TemplateSource): Promise<Result<Uint8Array>> {
    const answer = await this.#ask({ work: 'mark', source })
    if ('error' in answer) return answer
    if (answer.work !== 'mark') throw new Error('the worker has answered another question')
    return ok(answer.bytes)
  }

  async readQuestions(text: string): Promise<Result<readonly Refinement[]>> {
    if (isCheapToRead(text)) return readQuestionsFile(text)
    const answer = await this.#ask({ work: 'questions', text })
    if ('error' in answer) return isTooExpensive(answer.error) ? QUESTIONS_TOO_EXPENSIVE : answer
    if (answer.work !== 'questions') throw new Error('the worker has answered another question')
    return ok(answer.refinements)
  }

  close(): Promise<void> {
    return this.#workers.close()
  }

  async #ask(request: CompileRequest): Promise<CompileAnswer> {
    const answer = await this.#workers.ask(request)
    if (answer === 'closed') return refuseRequest('unavailable', 'The service is shutting down. Try again later.')
    if (answer === 'busy') return refuseRequest('unavailable', BUSY, { reason: 'busy' })
    if (answer !== 'too_expensive') return answer
    const message = 'Reading the file takes more time or memory than is allowed. Make the document smaller or simpler.'
    return refuseRequest('invalid_template', message, { reason: 'too_expensive' })
  }
}

const isTooExpensive = ({ details }: DomainError): boolean => details?.['reason'] === 'too_expensive'

const QUESTIONS_TOO_EXPENSIVE = fail(
  'unprocessable',
  'The file of questions takes too long to read. Write it plainly, or as JSON.',
  { field: 'questions', reason: 'too_expensive' },
)

const BUSY = 'The machine is too busy to read the file just now. The file may be sound: try again in a moment.'

const refuseRequest = (code: ErrorCode, message: string, details?: DomainError['details']): CompileAnswer => ({
  ok: false,
  error: { code, message, details },
})
