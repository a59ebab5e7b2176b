/**
 * A key ring without keys, for an instance that is to see nothing sealed: every sealed value reads as erased, and
 * nothing can be sealed.
 */
import { KeyDestroyed, type KeyRing } from '../../../ports/keys/key-ring.ts'

const refuseKey = (): never => {
  throw new KeyDestroyed('This instance has no keys: it only reads what is open.')
}

export const NO_KEYS: KeyRing = {
  seal: async () => refuseKey(),
  open: async () => undefined,
  destroy: async () => refuseKey(),
  digest: refuseKey,
  installationKey: async () => refuseKey(),
}
