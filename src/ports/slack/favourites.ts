/** The templates that a person keeps at hand. */
export interface Favourites {
  /** The ids of the person's favourite templates, the latest first. */
  list(tenant: string, actor: string): Promise<readonly string[]>
  /** Adding what is there, and removing what is not, changes nothing. */
  add(tenant: string, actor: string, template_id: string): Promise<void>
  remove(tenant: string, actor: string, template_id: string): Promise<void>
}
