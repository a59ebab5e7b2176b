/**
 * Connections of a pool that a network has forgotten: no error tells of them, and what was asked over them is never
 * answered. Once one was found, those that lie idle are not trusted either, so that the pool is well again at once, and
 * not one long silence after the other.
 */
import type { Socket } from 'node:net'
import type { Pool, PoolClient } from 'pg'
import { streamOf } from './one-connection.ts'

export interface SilenceWatch {
  /** From now on: until then, statements take as long as they take. */
  begin(): void
  /** Ends every connection without a word. */
  cutAll(): void
}

/**
 * Ends a connection that brings nothing for `ms` while somebody waits for it; what they wait for fails as on a lost
 * one.
 */
export function watchSilence(pool: Pool, ms: number): SilenceWatch {
  const idle = new Set<PoolClient>()
  const all = new Set<PoolClient>()
  const cut = (socket: Socket): void => void socket.destroy()
  const onSilence = new WeakMap<PoolClient, () => void>()
  let watching = false

  pool.on('connect', (client) => {
    all.add(client)
    client.once('end', () => {
      all.delete(client)
      idle.delete(client)
    })
    onSilence.set(client, () => {
      for (const one of [client, ...idle]) cut(streamOf(one))
    })
  })
  pool.on('acquire', (client) => {
    idle.delete(client)
    if (watching) streamOf(client).setTimeout(ms, onSilence.get(client))
  })
  pool.on('release', (_, client) => {
    idle.add(client)
    streamOf(client).setTimeout(0, onSilence.get(client))
  })
  return {
    begin() {
      watching = true
    },
    cutAll() {
      for (const client of all) cut(streamOf(client))
    },
  }
}
