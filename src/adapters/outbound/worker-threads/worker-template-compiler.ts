/**
 * Compiles templates in a worker thread that is stopped when a file takes too much time or memory.
 */
import { type DomainError, type ErrorCode, type Result, ok } from '../../../domain/kernel/errors.ts'
import type { TemplateFormat } from '../../../domain/template/template-format.ts'
import type { TemplateCompiler } from '../../../ports/documents/template-compiler.ts'
import { type CompiledTemplate, decodeCompiled } from '../../../rendering/template/compiled-template.ts'
import type { Converted, ReadTemplate, TemplateSource } from '../../../rendering/template-source.ts'
import { BoundedWorker, type WorkerLimits } from './bounded-worker.ts'

/** What the worker is sent, and what it answers. */
export interface CompileRequest {
  readonly work: 'read' | 'mark'
  readonly source: TemplateSource
}
export type CompileAnswer =
  | { readonly work: 'read'; readonly compiled: Uint8Array; readonly converted: Converted | undefined }
  | { readonly work: 'mark'; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly error: DomainError }

/** For one file. */
const LIMITS: WorkerLimits = { time: 1_800, memory: 192 }

export class WorkerTemplateCompiler implements TemplateCompiler {
  readonly #worker: BoundedWorker<CompileRequest, CompileAnswer>

  /** `script` is the worker's module; tests give one of their own. */
  constructor(limits: WorkerLimits = LIMITS, script: URL = new URL('./compile-worker.ts', import.meta.url)) {
    this.#worker = new BoundedWorker(script, limits)
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

  close(): Promise<void> {
    return this.#worker.close()
  }

  async #ask(request: CompileRequest): Promise<CompileAnswer> {
    const answer = await this.#worker.ask(request)
    if (answer === 'closed') return refuseRequest('unavailable', 'The service is shutting down. Try again later.')
    if (answer !== 'too_expensive') return answer
    const message = 'Reading the file takes more time or memory than is allowed. Make the document smaller or simpler.'
    return refuseRequest('invalid_template', message, { reason: 'too_expensive' })
  }
}

const refuseRequest = (code: ErrorCode, message: string, details?: DomainError['details']): CompileAnswer => ({
  ok: false,
  error: { code, message, details },
})
