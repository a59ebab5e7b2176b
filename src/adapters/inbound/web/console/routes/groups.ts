/** Groups of people, for admins: who is in which, who is put in, and who is taken out. */
import { Hono } from 'hono'
import { changeGroup } from '../../../../../commands/account/change-groups.ts'
import { Refused, unwrap } from '../../../../../domain/kernel/errors.ts'
import { groupName } from '../../../../../domain/kernel/group-name.ts'
import type { App } from '../../../../../ports/app.ts'
import { findAccount } from '../../../../../queries/people/find-account.ts'
import { listGroups } from '../../../../../queries/people/list-groups.ts'
import { statusOf } from '../../shared/error-status.ts'
import { securitySource } from '../../shared/security-source.ts'
import { fieldText, type ConsoleEnv, type Html, type PageContext } from '../env.ts'
import { groupHref, groupsPage, type TypedMember } from '../views/pages/access/groups-page.ts'

/** People shown of one group. */
const MAX_MEMBERS = 500

export function groupRoutes(app: App): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()

  routes.get('/groups', async (c) => c.html(await renderGroups(app, c, c.req.query('group'))))

  routes.post('/groups', async (c) => {
    const typed = { group: fieldText(c.var.posted, 'group') ?? '', person: fieldText(c.var.posted, 'person') ?? '' }
    try {
      const actor = unwrap(await findAccount(app, typed.person, c.var.session.caller))
      await changeGroup(app, { group: typed.group, actor, member: true }, sourceOf(c))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      const { code, message } = error.error
      return c.html(await renderGroups(app, c, typed.group, { ...typed, problem: message }), statusOf(code))
    }
    return c.redirect(groupHref(typed.group), 303)
  })

  routes.post('/groups/remove', async (c) => {
    const [group, actor] = [fieldText(c.var.posted, 'group') ?? '', fieldText(c.var.posted, 'person') ?? '']
    await changeGroup(app, { group, actor, member: false }, sourceOf(c))
    return c.redirect(groupHref(group), 303)
  })

  return routes
}

const sourceOf = (c: PageContext) => securitySource(c, 'console', c.var.session.caller)

async function renderGroups(app: App, c: PageContext, shown: string | undefined, typed?: TypedMember): Promise<Html> {
  const { session } = c.var
  const group = shown === undefined ? undefined : groupName(shown)
  const groups = await listGroups(app, session.caller)
  const members =
    group === undefined || group === '' ? [] : await app.groups.members(session.caller.tenant, group, MAX_MEMBERS)
  return groupsPage({ session, groups, group, members, typed })
}
