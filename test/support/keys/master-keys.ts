/** Master keys for tests: bytes in hand. */
import { randomBytes } from 'node:crypto'
import { LocalMasterKey } from '../../../src/adapters/outbound/crypto/local-master-key.ts'
import type { MasterKeys } from '../../../src/ports/keys/master-keys.ts'

/** These bytes, or new ones; besides them what data keys may still be wrapped by. */
export const localKeys = (bytes: Uint8Array = randomBytes(32), ...former: readonly Uint8Array[]): MasterKeys => ({
  current: new LocalMasterKey(bytes),
  former: former.map((each) => new LocalMasterKey(each, 'DOCGEN_MASTER_KEY_FORMER')),
})
