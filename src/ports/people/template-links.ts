/**
 * Links of templates for people without an account, and who began a conversation by one. Tokens are stored as hashes
 * only. Times are ISO 8601 UTC.
 */

export interface TemplateLink {
  readonly id: string
  readonly tenant: string
  readonly template_id: string
  /** What its authors call it. */
  readonly title: string
  /** Whether whoever begins has to show that an e-mail address is theirs. */
  readonly asks_email: boolean
  readonly made_by: string
  readonly made_at: string
  readonly expires_at: string
  /** How many conversations can be begun, and how many were. */
  readonly uses: number
  readonly used: number
  readonly withdrawn_at: string | null
  readonly withdrawn_by: string | null
}

export interface NewTemplateLink extends Pick<
  TemplateLink,
  'tenant' | 'template_id' | 'title' | 'asks_email' | 'made_by' | 'expires_at' | 'uses'
> {
  /** Presets the token: the same one gives the same link again. A digest. */
  readonly token?: string | undefined
}

/** Somebody without an account, and the one conversation that they have. */
export interface Outsider {
  /** As events name them. */
  readonly actor: string
  readonly tenant: string
  /** The link's id. */
  readonly link: string
  readonly generation: string
  /** The address that is theirs, or what they called themselves; null where they said nothing. */
  readonly name: string | null
  readonly email_proved: boolean
  readonly begun_at: string
  /** Until then they come back by their own link. */
  readonly returns_until: string
}

export interface NewOutsider extends Pick<Outsider, 'actor' | 'generation' | 'name' | 'returns_until'> {
  /** What makes a repeat the same beginning: a word of the form, or the token of `proof`. */
  readonly once: string
  /** The one-time link that shows the address; it is spent. */
  readonly proof?: string | undefined
  /** Of the link back: a digest. */
  readonly token: string
}

/** A one-time link that shows that an e-mail address is somebody's. */
export interface AddressProof {
  readonly email: string
  readonly expires_at: string
  readonly used_at: string | null
}

/** A session that ended with a link. */
export interface EndedSession {
  readonly actor: string
  readonly session: string
}

export interface TemplateLinks {
  /** `made`: false where the token gave one that is there already. */
  create(
    link: NewTemplateLink,
  ): Promise<{ readonly link: TemplateLink; readonly token: string; readonly made: boolean }>
  /** Whatever its state is. */
  find(token: string): Promise<TemplateLink | undefined>
  /** Those of a template, the newest first. */
  list(tenant: string, template_id: string): Promise<readonly TemplateLink[]>
  /** Who began by these links, the newest first, at most `limit` of each. */
  outsiders(tenant: string, links: readonly string[], limit: number): Promise<readonly Outsider[]>
  /**
   * Ends the link, the sessions of those who began by it, and their ways back. Undefined when the template has no such
   * link; `ended` is undefined where it was withdrawn before.
   */
  withdraw(
    tenant: string,
    template_id: string,
    id: string,
    by: string,
  ): Promise<{ readonly link: TemplateLink; readonly ended: readonly EndedSession[] | undefined } | undefined>

  /** A one-time link for an address. `too_many`: the link has had as many as it may in an hour. */
  askProof(link: string, email: string, minutes: number): Promise<{ readonly token: string } | 'too_many'>
  /** With the link that it is of. Found for a week after its end. */
  findProof(token: string): Promise<{ readonly proof: AddressProof; readonly link: TemplateLink } | undefined>

  /**
   * Counts a use and takes down who has it; with the same `once` again, who had it then. Undefined where the link, or
   * the proof, does not let anybody begin any more.
   */
  begin(
    link: string,
    outsider: NewOutsider,
  ): Promise<{ readonly outsider: Outsider; readonly repeated: boolean } | undefined>
  /** Nothing was begun: the use, and the proof, can be used again. */
  giveBack(outsider: Pick<Outsider, 'actor'>): Promise<void>
  /** Whose link back it is, whatever its state is. */
  findReturn(token: string): Promise<{ readonly outsider: Outsider; readonly link: TemplateLink } | undefined>
}
