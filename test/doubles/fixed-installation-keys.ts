/** Installation keys that are always the same: each its name over and over. */
import { createSecretKey } from 'node:crypto'
import type { KeyRing } from '../../src/ports/keys/key-ring.ts'

export const fixedInstallationKeys: Pick<KeyRing, 'installationKey'> = {
  installationKey: async (name) => createSecretKey(Buffer.alloc(32, name)),
}
