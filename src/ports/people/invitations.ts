/** Invitations: people who may come in, and have not yet. Times are ISO 8601 UTC. */

export interface Invitation {
  readonly actor: string
  /** Who invited. */
  readonly by: string
  readonly made_at: string
  readonly expires_at: string
  /** Whether the link was mailed, and not given to be copied. */
  readonly mailed: boolean
  readonly state: 'open' | 'accepted' | 'withdrawn'
}

export interface Invitations {
  /** Opens the person’s invitation, in place of an earlier one. */
  open(tenant: string, invitation: Omit<Invitation, 'made_at' | 'state'>): Promise<void>
  /** False unless it was open. */
  end(tenant: string, actor: string, as: 'accepted' | 'withdrawn'): Promise<boolean>
  /** By actor id; those who were not invited are absent. */
  of(tenant: string, actors: readonly string[]): Promise<ReadonlyMap<string, Invitation>>
}
