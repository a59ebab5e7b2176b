/**
 * Finds pooled connections that a network has dropped without telling: no error reports them, and their statements are
 * never answered. When one is found the idle ones are closed too, so that the pool recovers at once and not after one
 * timeout each.
 */
import type { Socket } from 'node:net'
import type { Pool, PoolClient } from 'pg'
import { streamOf } from './one-connection.ts'

export interface SilenceWatch {
  /** Starts watching. Until then statements may take as long as they need. */
  begin(): void
  /** Destroys every connection without closing it politely. */
  cutAll(): void
}

/** Destroys a connection that brings nothing for `ms` while a statement waits; the statement fails as on a lost one. */
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
