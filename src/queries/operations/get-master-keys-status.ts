/** Which master keys wrap how many data keys, for operators. */
import type { DataKeys } from '../../ports/keys/data-keys.ts'
import type { MasterKeys } from '../../ports/keys/master-keys.ts'

export interface MasterKeysStatus {
  /** The id of the master key that new data keys are wrapped by. */
  readonly wraps: string
  /** The one that the settings, or the data folder, name as the current one. */
  readonly current: string
  /** Every master key that wraps anything or is held here. `held`: this instance can open what it wrapped. */
  readonly keys: readonly { readonly id: string; readonly data_keys: number; readonly held: boolean }[]
  /** Data keys that other master keys than the current one wrap. */
  readonly left: number
}

/** Counts them all: some seconds for millions. */
export async function getMasterKeysStatus({
  masterKeys: { current, former },
  dataKeys,
}: {
  readonly masterKeys: MasterKeys
  readonly dataKeys: DataKeys
}): Promise<MasterKeysStatus> {
  const counts = new Map((await dataKeys.count()).map(({ master_key, keys }) => [master_key, keys]))
  const held = new Set([current, ...former].map(({ id }) => id))
  const ids = new Set([current.id, ...held, ...counts.keys()])
  const keys = [...ids].map((id) => ({ id, data_keys: counts.get(id) ?? 0, held: held.has(id) }))
  return {
    wraps: await dataKeys.wrappingKey(current.id),
    current: current.id,
    keys,
    left: keys.filter(({ id }) => id !== current.id).reduce((sum, { data_keys }) => sum + data_keys, 0),
  }
}
