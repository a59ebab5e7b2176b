/** The tenant of a workspace where each workspace is a tenant. */

/** The tenant of a workspace that is its own tenant. */
export const ownTenant = (team: string): string => `slack-${team.toLowerCase()}`
