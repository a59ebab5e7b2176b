/** A person's favourite templates. */
export interface Favourites {
  /** The ids of the person's favourite templates, latest first. */
  list(tenant: string, actor: string): Promise<readonly string[]>
  /** Adding an existing favourite or removing a missing one changes nothing. */
  add(tenant: string, actor: string, template_id: string): Promise<void>
  remove(tenant: string, actor: string, template_id: string): Promise<void>
}
