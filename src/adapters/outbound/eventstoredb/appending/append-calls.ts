/** Appends over whichever call the server offers: one for all of them (BatchAppend), or one for each (Append). */
import { convertToCommandError } from '@eventstore/db-client'
import type { ServerConnection } from '../connection/server-connection.ts'
import { classifyFailure, describeFailure, unreached } from '../connection/failures.ts'
import type { ServerNode } from '../connection/server-node.ts'
import { appendRequests, appendResult, type Append, type AppendResult } from './append-messages.ts'
import { BatchCall } from './batch-call.ts'

export class AppendCalls {
  readonly #connection: ServerConnection
  readonly #batches = new WeakMap<ServerNode, BatchCall>()

  constructor(connection: ServerConnection) {
    this.#connection = connection
  }

  /**
   * Rejects with the client's errors, also when there is no server to call; without an answer it waits until `givenUp`
   * fires. Then its call is cancelled, with all other appends on it, and the node is left: a node or a call that gave
   * no answer may be deaf.
   */
  async append(append: Append, givenUp: AbortSignal): Promise<AppendResult> {
    const node = await this.#connection.node()
    const leave = () => this.#connection.leave(node)
    givenUp.addEventListener('abort', leave)
    try {
      const batches = await this.#takesBatches(node)
      if (node.closed) throw unreached('the node was left before the append was sent')
      return batches ? await this.#appendToBatch(node, append, givenUp) : await this.#appendAlone(node, append, givenUp)
    } finally {
      givenUp.removeEventListener('abort', leave)
    }
  }

  async #takesBatches(node: ServerNode): Promise<boolean> {
    try {
      return await node.takesBatches(this.#connection.metadata())
    } catch (error) {
      const failure = convertToCommandError(error as Error)
      this.#connection.failed(node, failure)
      if (classifyFailure(failure) !== 'in_doubt') throw failure
      throw unreached(`the server did not say what it supports (${describeFailure(failure)})`)
    }
  }

  async #appendToBatch(node: ServerNode, append: Append, givenUp: AbortSignal): Promise<AppendResult> {
    const batch = this.#batch(node)
    const cancel = () => batch.cancel()
    givenUp.addEventListener('abort', cancel)
    try {
      return await batch.append(append)
    } finally {
      givenUp.removeEventListener('abort', cancel)
    }
  }

  #batch(node: ServerNode): BatchCall {
    const known = this.#batches.get(node)
    if (known !== undefined && !known.over) return known
    const call = node.streams.batchAppend(this.#connection.metadata(), { deadline: Infinity })
    const batch = new BatchCall(this.#connection.watch(node, call))
    this.#batches.set(node, batch)
    return batch
  }

  #appendAlone(node: ServerNode, append: Append, givenUp: AbortSignal): Promise<AppendResult> {
    return new Promise<AppendResult>((resolve, reject) => {
      const call = node.streams.append(this.#connection.metadata(), { deadline: Infinity }, (error, answer) => {
        givenUp.removeEventListener('abort', cancel)
        if (error !== null) {
          this.#connection.failed(node, error)
          return reject(convertToCommandError(error))
        }
        try {
          resolve(appendResult(append.stream, answer))
        } catch (refused) {
          reject(refused)
        }
      })
      const cancel = () => call.cancel()
      givenUp.addEventListener('abort', cancel)
      this.#connection.watch(node, call)
      for (const request of appendRequests(append)) call.write(request)
      call.end()
    })
  }
}
