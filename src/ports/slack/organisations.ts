/** The organisations of Enterprise Grid: which of their workspaces an organisation-wide installation serves. */

/** The store of workspaces by their organisation. Slack names the organisation with what a workspace sends. */
export interface Organisations {
  /** The organisation's id, of a workspace that an organisation-wide installation has served. */
  organisationOf(team: string): Promise<string | undefined>
  /** Records that an organisation-wide installation serves the workspace. */
  addWorkspace(team: string, organisation: string): Promise<void>
}
