/** `users.*`: who is in the workspace. */
import { TIER } from '../state/limits.ts'
import { userJson } from '../state/shapes.ts'
import { flag, requiredText, number, text } from './arguments.ts'
import { SlackRefusal } from './error.ts'
import type { Caller, Method } from './method.ts'

const detail = ({ installation, args }: Caller): { locale: boolean; email: boolean } => ({
  locale: flag(args, 'include_locale'),
  email: installation.scopes.has('users:read.email'),
})

export const USERS: Record<string, Method> = {
  'users.info': {
    scopes: ['users:read'],
    perMinute: TIER[4],
    run: (caller) => {
      const user = caller.workspace.users.get(requiredText(caller.args, 'user', 'user_not_found'))
      if (!user) throw new SlackRefusal('user_not_found')
      return { user: userJson(caller.workspace, user, detail(caller)) }
    },
  },
  'users.list': {
    scopes: ['users:read'],
    perMinute: TIER[2],
    run: (caller) => {
      const all = [...caller.workspace.users.values()]
      const start = Number(
        /^user:(\d+)$/.exec(Buffer.from(text(caller.args, 'cursor') ?? '', 'base64').toString())?.[1] ?? 0,
      )
      const end = start + (number(caller.args, 'limit') ?? 1000)
      return {
        members: all.slice(start, end).map((user) => userJson(caller.workspace, user, detail(caller))),
        cache_ts: Math.floor(caller.slack.clock.now() / 1000),
        response_metadata: { next_cursor: end < all.length ? Buffer.from(`user:${end}`).toString('base64') : '' },
      }
    },
  },
  'users.lookupByEmail': {
    scopes: ['users:read.email'],
    perMinute: TIER[3],
    run: (caller) => {
      const email = requiredText(caller.args, 'email').toLowerCase()
      const user = [...caller.workspace.users.values()].find(
        (each) => each.email?.toLowerCase() === email && !each.deleted,
      )
      if (!user) throw new SlackRefusal('users_not_found')
      return { user: userJson(caller.workspace, user, detail(caller)) }
    },
  },
}
