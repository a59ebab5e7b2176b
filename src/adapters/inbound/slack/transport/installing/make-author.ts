/** Whoever brings the app into a workspace makes its first template: else nobody there could. */
import { setRoles } from '../../../../../commands/people/change-access.ts'
import type { App } from '../../../../../ports/app.ts'
import type { Installation } from '../../../../../ports/slack/installations.ts'
import type { Directory } from '../workspaces/directory.ts'
import { ownTenant } from '../workspaces/own-tenant.ts'

/**
 * Makes the Slack user who allowed the app an author, in the name of the admin who began the installation in the same
 * browser. A workspace that is its own tenant has no such admin: there it follows from the installation at each look
 * (`lookUpPerson`). Throws `CallFailed` while Slack does not say who it is.
 */
export async function makeInstallerAuthor(
  { app, directory }: { readonly app: App; readonly directory: Pick<Directory, 'personFor'> },
  { team, tenant, installer, installed_by: by }: Installation,
): Promise<void> {
  if (installer === null || tenant === ownTenant(team)) return
  const { caller } = await directory.personFor(team, installer)
  const person = await app.people.findByActor(tenant, caller.actor)
  if (person?.active !== true || person.roles.includes('author')) return
  await setRoles(app, person.actor, [...person.roles, 'author'], { tenant, by, surface: 'slack' })
}
