/** What a session keeps of its provider, sealed with a data key. */
import type { KeyRing } from '../../../ports/keys/key-ring.ts'
import type { ProviderGrant } from '../../../ports/people/identity-providers.ts'
import type { IssuerSession, IssuerSessions } from '../../../ports/people/issuer-sessions.ts'

export interface GrantDeps {
  readonly keyRing: Pick<KeyRing, 'seal' | 'open'>
  readonly issuerSessions: IssuerSessions
}

export interface KeptGrant extends ProviderGrant {
  /** When the provider last answered, ISO 8601 UTC. */
  readonly answered_at: string
}

const SUBJECT = 'sign-in-grants'
/** Not the session: another one takes its place when its person’s rights change. */
const CONTEXT = 'grant'

/** Keeps it with the session; nothing for a grant that is good for nothing. */
export async function keepGrant(
  { keyRing, issuerSessions }: GrantDeps,
  session: string,
  issuer: string,
  grant: KeptGrant,
  instead_of?: Uint8Array,
): Promise<void> {
  if (grant.refresh_token === undefined && grant.id_token === undefined) return
  const sealed = await keyRing.seal(SUBJECT, Buffer.from(JSON.stringify(grant)), CONTEXT)
  await issuerSessions.keep(session, { issuer, sealed, refreshes: grant.refresh_token !== undefined, instead_of })
}

/** Undefined where its key is gone. */
export async function openGrant(
  { keyRing }: Pick<GrantDeps, 'keyRing'>,
  { sealed }: Pick<IssuerSession, 'sealed'>,
): Promise<KeptGrant | undefined> {
  const plain = await keyRing.open(SUBJECT, sealed, CONTEXT)
  return plain === undefined ? undefined : (JSON.parse(Buffer.from(plain).toString('utf8')) as KeptGrant)
}
