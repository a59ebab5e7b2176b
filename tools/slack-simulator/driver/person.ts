/**
 * A simulated person in Slack: types, clicks, fills in forms, and sees only what that person would see. Every action
 * resolves once the app has acknowledged it.
 */
import { createModalActions } from './modal-actions.ts'
import { createElementActions } from './element-actions.ts'
import { createMessagingActions } from './messaging-actions.ts'
import { createObservations } from './observations.ts'
import type { PersonDeps } from './person-scope.ts'
import type { Person } from './person-actions.ts'

export function createPerson(deps: PersonDeps): Person {
  return {
    id: deps.user.id,
    user: deps.user,
    ...createMessagingActions(deps),
    ...createElementActions(deps),
    ...createModalActions(deps),
    ...createObservations(deps),
  }
}
