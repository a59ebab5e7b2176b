/**
 * Snapshots sealed with the data key of their stream, because they hold its answers: destroying the key erases them.
 * A snapshot that was changed, moved or cannot be read is discarded, and a failing store is logged; the caller then
 * folds the events instead.
 *
 * The sealed bytes: length (4) of the compressed JSON of revision, hash and state · that · the commands.
 */
import { promisify } from 'node:util'
import { deflateRaw, inflateRawSync } from 'node:zlib'
import { errorMessage } from '../../../domain/kernel/errors.ts'
import { KeyDestroyed, type KeyRing } from '../../../ports/keys/key-ring.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { SnapshotStore } from '../../../ports/events/snapshot-store.ts'
import type { Snapshot, Snapshots } from '../../../ports/events/snapshots.ts'
import { SealBroken } from './sealing.ts'

export interface SealedSnapshotsDeps {
  readonly store: SnapshotStore
  readonly keys: KeyRing
  readonly logger: Logger
}

/** A larger one (of answers with large pictures) would cost more to write again and again than it saves. */
const MAX_BYTES = 1024 * 1024
const LENGTH_BYTES = 4
const deflate = promisify(deflateRaw)

export class SealedSnapshots implements Snapshots {
  readonly #deps: SealedSnapshotsDeps

  constructor(deps: SealedSnapshotsDeps) {
    this.#deps = deps
  }

  async find(stream: string, shape: number): Promise<Snapshot | undefined> {
    const { store, keys, logger } = this.#deps
    return this.#tryOrLog(stream, 'a snapshot could not be looked for', async () => {
      const found = await store.find(stream)
      if (found === undefined || found.shape !== shape) return undefined
      const { revision, sealed } = found
      const plain = await undefinedIfErased(keys.open(stream, sealed, sealContext(revision, shape)))
      const snapshot = plain === undefined ? undefined : unpackSnapshot(plain)
      if (snapshot?.revision === revision) return snapshot
      logger.warn({ stream, revision }, 'a snapshot was removed: its stream was erased, or it was changed')
      await store.delete(stream, revision)
      return undefined
    })
  }

  async keep(stream: string, shape: number, make: () => Snapshot): Promise<void> {
    const { store, keys } = this.#deps
    await this.#tryOrLog(stream, 'a snapshot could not be kept', async () => {
      const snapshot = make()
      const { revision } = snapshot
      const plain = await packSnapshot(snapshot)
      if (plain.length > MAX_BYTES) return
      const sealed = await undefinedIfErased(keys.seal(stream, plain, sealContext(revision, shape)))
      if (sealed !== undefined) await store.put({ stream, revision, shape, sealed })
    })
  }

  async discard(stream: string, revision: number): Promise<void> {
    await this.#tryOrLog(stream, 'a snapshot could not be discarded', () => this.#deps.store.delete(stream, revision))
  }

  async #tryOrLog<T>(stream: string, message: string, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      this.#deps.logger.warn({ stream, error: errorMessage(error) }, message)
      return undefined
    }
  }
}

const sealContext = (revision: number, shape: number): string => `snapshot/${shape}/${revision}`

/** Undefined where the stream was erased, or the bytes are not those that were sealed for this place. */
async function undefinedIfErased(work: Promise<Uint8Array | undefined>): Promise<Uint8Array | undefined> {
  try {
    return await work
  } catch (error) {
    if (error instanceof KeyDestroyed || error instanceof SealBroken) return undefined
    throw error
  }
}

async function packSnapshot({ revision, hash, state, commands }: Snapshot): Promise<Uint8Array> {
  const json = await deflate(JSON.stringify({ revision, hash, state }), { level: 1 })
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32BE(json.length)
  return Buffer.concat([length, json, commands])
}

/** Undefined for bytes that were packed in another way. */
function unpackSnapshot(bytes: Uint8Array): Snapshot | undefined {
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const end = LENGTH_BYTES + buffer.readUInt32BE()
    return {
      ...(JSON.parse(inflateRawSync(buffer.subarray(LENGTH_BYTES, end)).toString('utf8')) as Omit<
        Snapshot,
        'commands'
      >),
      commands: buffer.subarray(end),
    }
  } catch {
    return undefined
  }
}
