/** The tenant of a workspace or an organisation where each is a tenant. */

/** The tenant of a workspace, or of an organisation, that is its own tenant. */
export const ownTenant = (team: string): string => `slack-${team.toLowerCase()}`
