/** What sessions keep of the provider that proved their person: sealed. Times are ISO 8601 UTC. */

export interface IssuerSession {
  readonly session: string
  readonly actor: string
  readonly tenant: string
  readonly issuer: string
  readonly sealed: Uint8Array
}

export interface KeptWithSession extends Pick<IssuerSession, 'issuer' | 'sealed'> {
  readonly refreshes: boolean
  readonly instead_of?: Uint8Array | undefined
}

export interface IssuerSessions {
  /**
   * Keeps it with the session, or with that which has taken its place and has `instead_of`. `refreshes`: the provider
   * is to be asked again.
   */
  keep(session: string, kept: KeptWithSession): Promise<void>
  /** Undefined where the session keeps nothing, or is not there. */
  find(session: string): Promise<IssuerSession | undefined>
  /**
   * Takes up to `limit` sessions that were last taken or kept before, so that no other instance gets them until they
   * are due again.
   */
  takeDue(before: string, limit: number): Promise<readonly IssuerSession[]>
}
