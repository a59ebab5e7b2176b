/** The server's call that takes all appends, BatchAppend: which answer belongs to which append is kept here. */
import type { ClientDuplexStream } from '@grpc/grpc-js'
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js'
import { convertToCommandError } from '@eventstore/db-client'
import { randomUUID } from 'node:crypto'
import { batchRequest, batchResult, type Append, type AppendResult } from './append-messages.ts'

interface Waiting {
  readonly stream: string
  resolve(result: AppendResult): void
  reject(error: unknown): void
}

export class BatchCall {
  readonly #call: ClientDuplexStream<BatchAppendReq, BatchAppendResp>
  readonly #waiting = new Map<string, Waiting>()
  #over = false

  constructor(call: ClientDuplexStream<BatchAppendReq, BatchAppendResp>) {
    this.#call = call
    call
      .on('data', (answer: BatchAppendResp) => this.#take(answer))
      .on('error', (error: Error) => this.#end(convertToCommandError(error)))
      .on('end', () => this.#end(new Error('The server ended the call for appends.')))
      .on('close', () => this.#end(new Error('The call for appends was closed.')))
  }

  /** Takes nothing more. */
  get over(): boolean {
    return this.#over
  }

  /**
   * Rejects with the client's errors, or when the call ends before the answer; without one it waits for ever. What the
   * connection has no room for waits in memory: no more than its callers wait for.
   */
  append(append: Append): Promise<AppendResult> {
    const correlation = randomUUID()
    return new Promise((resolve, reject) => {
      this.#waiting.set(correlation, { stream: append.stream, resolve, reject })
      this.#call.write(batchRequest(correlation, append))
    })
  }

  /** Ends it, on the server too. */
  cancel(): void {
    this.#end(new Error('The call for appends was given up.'))
    this.#call.cancel()
  }

  /** An answer for which nobody waits is passed over: the server answers a bad request a second time, after seconds. */
  #take(answer: BatchAppendResp): void {
    const correlation = answer.getCorrelationId()?.getString() ?? ''
    const waiting = this.#waiting.get(correlation)
    if (waiting === undefined) return
    this.#waiting.delete(correlation)
    try {
      waiting.resolve(batchResult(waiting.stream, answer))
    } catch (error) {
      waiting.reject(error)
    }
  }

  #end(error: unknown): void {
    this.#over = true
    for (const waiting of this.#waiting.values()) waiting.reject(error)
    this.#waiting.clear()
  }
}
