/**
 * The connection to the server: to the one node that it names, or to the leader of a cluster. A node is found when it
 * is first needed, left when it is lost or says that another leads, and found anew at the next call.
 */
import { Metadata, type ChannelCredentials } from '@grpc/grpc-js'
import { CancelledError, convertToCommandError, NotLeaderError, UnavailableError } from '@eventstore/db-client'
import { randomUUID } from 'node:crypto'
import { channelCredentials } from './certificates.ts'
import type { ConnectionSettings, Endpoint } from './connection-string.ts'
import { findNode } from './discovery.ts'
import { unreached } from './failures.ts'
import { ServerNode } from './server-node.ts'
import type { Timers } from './timers.ts'

/** Any of gRPC's calls. */
export interface OpenCall {
  cancel(): void
  on(event: 'error', listener: (error: Error) => void): unknown
  on(event: 'status', listener: () => void): unknown
}

export class ServerConnection {
  readonly #settings: ConnectionSettings
  readonly #credentials: ChannelCredentials
  readonly #timers: Timers
  readonly #name: string
  readonly #closing = new AbortController()
  readonly #calls = new Set<OpenCall>()
  /** The node of now, and the way to it. */
  #node: ServerNode | undefined
  #finding: Promise<ServerNode> | undefined
  /** The node that was left, and the one that it named as the leader. */
  #lost: Endpoint | undefined
  #leader: Endpoint | undefined

  /** Connects at the first call only. Throws `UnsafeConnectionString` for certificates that cannot be used. */
  constructor(settings: ConnectionSettings, timers: Timers) {
    this.#settings = settings
    this.#credentials = channelCredentials(settings)
    this.#timers = timers
    this.#name = settings.connectionName ?? randomUUID()
  }

  /** The node to call; hold on to it for one call only. Rejects when there is none. */
  async node(): Promise<ServerNode> {
    if (this.#closing.signal.aborted) throw unreached('the connection was closed')
    if (this.#finding !== undefined) return this.#finding
    const finding = this.#find()
    this.#finding = finding
    finding.catch(() => {
      if (this.#finding === finding) this.#finding = undefined
    })
    return finding
  }

  /** What goes with each call: it is for the leader, and from whom it is. */
  metadata(): Metadata {
    const metadata = new Metadata()
    metadata.set('connection-name', this.#name)
    metadata.set('requires-leader', 'true')
    const { credentials } = this.#settings
    if (credentials !== undefined) {
      const text = `${credentials.user}:${credentials.password}`
      metadata.set('authorization', `Basic ${Buffer.from(text).toString('base64')}`)
    }
    return metadata
  }

  /** Cancels the call when the connection closes, and leaves the node when the call's error asks for it. */
  watch<Call extends OpenCall>(node: ServerNode, call: Call): Call {
    this.#calls.add(call)
    call.on('status', () => this.#calls.delete(call))
    call.on('error', (error) => this.failed(node, error))
    return call
  }

  /** A call of the node ended with an error. */
  failed(node: ServerNode, error: Error): void {
    const given = convertToCommandError(error)
    if (given instanceof NotLeaderError) this.leave(node, given.leader)
    else if (given instanceof UnavailableError || given instanceof CancelledError) this.leave(node)
  }

  /** Calls it no more; its open calls go on to their end. */
  leave(node: ServerNode, leader?: Endpoint): void {
    if (node !== this.#node) return
    this.#node = undefined
    this.#finding = undefined
    this.#lost = node.endpoint
    this.#leader = leader
    node.close()
  }

  /** Cancels all calls. */
  close(): void {
    this.#closing.abort()
    for (const call of this.#calls) call.cancel()
    this.#node?.close()
  }

  async #find(): Promise<ServerNode> {
    const endpoint = this.#leader ?? (await this.#endpoint())
    // A leader that was named is tried once.
    this.#leader = undefined
    if (this.#closing.signal.aborted) throw unreached('the connection was closed')
    this.#node = new ServerNode(endpoint, this.#settings, this.#credentials)
    return this.#node
  }

  async #endpoint(): Promise<Endpoint> {
    const { hosts, discover } = this.#settings
    if (!discover) return hosts[0]!
    return findNode(this.#settings, this.#credentials, this.#lost, this.#timers, this.#closing.signal)
  }
}
