/** Signs somebody in without a page. */
import type { App } from '../../../src/ports/app.ts'
import type { Caller } from '../../../src/domain/kernel/access.ts'

type Deps = Pick<App, 'sessions' | 'signInLinks'>

/** The token of a link that signs the caller in, once. */
export const openLink = async ({ signInLinks }: Deps, { actor, tenant }: Caller): Promise<string> =>
  (await signInLinks.create({ actor, tenant, kind: 'own', minutes: 15 })).token

/** The token of a new session. */
export const openSession = async ({ sessions }: Deps, { actor, tenant }: Caller): Promise<string> =>
  (await sessions.begin({ actor, tenant, method: 'link' })).token
