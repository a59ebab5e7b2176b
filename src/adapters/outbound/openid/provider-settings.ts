/** What is set for one provider. */
import type { Role } from '../../../domain/kernel/access.ts'
import type { ProviderChoice } from '../../../ports/people/identity-providers.ts'

export interface ProviderSettings extends ProviderChoice {
  /** Its address, as it names itself in `iss`. */
  readonly issuer: string
  readonly client_id: string
  /** Without one the client is public, and PKCE alone proves it. */
  readonly client_secret?: string | undefined
  /** Left out: `openid profile email`, and `offline_access` where the provider has it. */
  readonly scopes?: string | undefined
  /** Left out: the provider says nothing of groups. */
  readonly groups_claim?: string | undefined
  /** The roles that its groups give. */
  readonly roles?: ReadonlyMap<string, readonly Role[]> | undefined
  /** Left out: its people belong to the tenant of the installation. */
  readonly tenant_claim?: string | undefined
  /** The audience of bearer tokens; left out: none are taken. */
  readonly audience?: string | undefined
  /** Seconds that one of its answers may take; left out: 10. */
  readonly timeout_s?: number | undefined
}
