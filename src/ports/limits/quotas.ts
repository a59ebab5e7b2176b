/** How much one person, and one tenant, may have. */
import type { Caller } from '../../domain/kernel/access.ts'
import type { Result } from '../../domain/kernel/errors.ts'

export interface Quotas {
  /** Refuses (`too_many`) a conversation beyond what may be open. It may be a few late: it counts read models. */
  checkMayBegin(caller: Pick<Caller, 'tenant' | 'actor' | 'formerly'>): Promise<Result<true>>
}
