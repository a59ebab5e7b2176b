/**
 * Compiles templates in a worker thread that is stopped when a file takes too much time or memory. One worker is kept warm;
 * files are compiled one after the other.
 */
import { Worker } from 'node:worker_threads'
import { type DomainError, type ErrorCode, type Result, ok } from '../../domain/errors.ts'
import type { TemplateFormat } from '../../domain/template-format.ts'
import type { TemplateCompiler } from '../../ports/template-compiler.ts'
import { type CompiledTemplate, decodeCompiled } from '../../rendering/compiled-template.ts'
import type { Converted, ReadTemplate, TemplateSource } from '../../rendering/read-template.ts'

export interface CompilerLimits {
  /** Milliseconds for one file. */
  readonly time: number
  /** Megabytes of JavaScript memory. */
  readonly memory: number
}

/** What the worker is sent, and what it answers. */
export interface CompileRequest {
  readonly work: 'read' | 'mark'
  readonly source: TemplateSource
}
export type CompileAnswer =
  | { readonly work: 'read'; readonly compiled: Uint8Array; readonly converted: Converted | undefined }
  | { readonly work: 'mark'; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly error: DomainError }

const LIMITS: CompilerLimits = { time: 1_800, memory: 192 }
/** Until a new worker has loaded the compiler; not counted as the file's time. */
const START_TIME = 20_000

export class WorkerTemplateCompiler implements TemplateCompiler {
  readonly #limits: CompilerLimits
  readonly #script: URL
  #worker: Promise<Worker> | undefined
  #queue: Promise<unknown> = Promise.resolve()
  #died: (() => void) | undefined
  #closed = false

  /** `script` is the worker's module; tests give one of their own. */
  constructor(limits: CompilerLimits = LIMITS, script: URL = new URL('./compile-worker.ts', import.meta.url)) {
    this.#limits = limits
    this.#script = script
  }

  async compile(bytes: Uint8Array, format: TemplateFormat): Promise<Result<CompiledTemplate>> {
    const read = await this.read({ bytes, format })
    return read.ok ? ok(read.value.compiled) : read
  }

  async read(source: TemplateSource): Promise<Result<ReadTemplate>> {
    const answer = await this.#inTurn({ work: 'read', source })
    if ('error' in answer) return answer
    if (answer.work !== 'read') throw new Error('the worker has answered another question')
    return ok({ compiled: decodeCompiled(answer.compiled), converted: answer.converted })
  }

  async mark(source: TemplateSource): Promise<Result<Uint8Array>> {
    const answer = await this.#inTurn({ work: 'mark', source })
    if ('error' in answer) return answer
    if (answer.work !== 'mark') throw new Error('the worker has answered another question')
    return ok(answer.bytes)
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#stop()
  }

  #inTurn(request: CompileRequest): Promise<CompileAnswer> {
    const turn = this.#queue.then(() => this.#work(request))
    this.#queue = turn.catch(() => undefined)
    return turn
  }

  async #work(request: CompileRequest): Promise<CompileAnswer> {
    if (this.#closed) return refused('unavailable', 'The service is shutting down. Try again later.')
    const worker = await (this.#worker ??= this.#start())
    worker.ref()
    const answer = await this.#ask(worker, request)
    worker.unref()
    if (answer === undefined) {
      // Not waited for: a thread that is out of memory may take its time to end.
      void this.#stop()
      return refused('invalid_template', 'Reading the file takes more time or memory than is allowed. Make the document smaller or simpler.', { reason: 'too_expensive' })
    }
    return answer
  }

  /** The worker's answer; undefined when it went over a limit or died. */
  #ask(worker: Worker, request: CompileRequest): Promise<CompileAnswer | undefined> {
    return new Promise(resolve => {
      const settle = (answer: CompileAnswer | undefined): void => {
        clearTimeout(timer)
        worker.off('message', settle)
        this.#died = undefined
        resolve(answer)
      }
      const timer = setTimeout(() => { settle(undefined) }, this.#limits.time)
      this.#died = () => { settle(undefined) }
      worker.on('message', settle)
      worker.postMessage(request)
    })
  }

  #start(): Promise<Worker> {
    const started = new Promise<Worker>((resolve, reject) => {
      const worker = new Worker(this.#script, { resourceLimits: { maxOldGenerationSizeMb: this.#limits.memory, maxYoungGenerationSizeMb: 32, stackSizeMb: 8 } })
      const timer = setTimeout(() => { void worker.terminate() }, START_TIME)
      worker.once('message', () => {
        clearTimeout(timer)
        worker.unref()
        resolve(worker)
      })
      // Without a listener an error in the worker would end the process; the exit that follows tells the rest.
      worker.on('error', reject)
      worker.on('exit', () => {
        clearTimeout(timer)
        if (this.#worker === started) {
          this.#worker = undefined
          this.#died?.()
        }
        reject(new Error('the compiler did not start'))
      })
    })
    return started
  }

  async #stop(): Promise<void> {
    const worker = this.#worker
    this.#worker = undefined
    if (worker === undefined) return
    const started = await worker.catch(() => undefined)
    await started?.terminate()
  }
}

const refused = (code: ErrorCode, message: string, details?: DomainError['details']): CompileAnswer => ({ ok: false, error: { code, message, details } })
