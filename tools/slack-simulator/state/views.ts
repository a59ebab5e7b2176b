/** Modals in their stack of at most three, and home tabs. */
import { stateOf } from './element-state.ts'
import { withIds } from './messages.ts'
import type { Json, View, Workspace } from './model.ts'
import { newHash, newId, publishChange, type SlackState } from './slack.ts'

export const MAX_MODAL_DEPTH = 3

type ViewPayload = View['view']

function create(slack: SlackState, user: string, payload: Json, below: View | undefined): View {
  const view = { ...payload, blocks: withIds(slack, payload['blocks'] as Json[]) } as ViewPayload
  const id = newId(slack, 'V')
  return {
    id,
    user,
    view,
    hash: newHash(slack),
    rootId: below?.rootId ?? id,
    previousId: below?.id,
    state: stateOf(view.blocks),
  }
}

/** The modals a person has open, the top one last. */
export const modalsOf = (workspace: Workspace, user: string): View[] => workspace.modals.get(user) ?? []

/** Opens a modal in place of whatever was open. */
export function openModal(slack: SlackState, workspace: Workspace, user: string, payload: Json): View {
  const view = create(slack, user, payload, undefined)
  workspace.modals.set(user, [view])
  publishChange(slack, { kind: 'view_changed', workspace, user })
  return view
}

/** Puts a modal on top of the one that is open. */
export function pushModal(slack: SlackState, workspace: Workspace, user: string, payload: Json): View {
  const stack = modalsOf(workspace, user)
  const view = create(slack, user, payload, stack.at(-1))
  workspace.modals.set(user, [...stack, view])
  publishChange(slack, { kind: 'view_changed', workspace, user })
  return view
}

/** Shows other content in an open modal or home tab; what was entered under the same ids stays. */
export function updateView(slack: SlackState, workspace: Workspace, view: View, payload: Json): void {
  view.view = { ...payload, blocks: withIds(slack, payload['blocks'] as Json[]) } as ViewPayload
  view.state = stateOf(view.view.blocks, view.state)
  view.hash = newHash(slack)
  publishChange(slack, { kind: 'view_changed', workspace, user: view.user })
}

/** Takes away the top modal, or all of them. */
export function closeModals(slack: SlackState, workspace: Workspace, user: string, all: boolean): View[] {
  const stack = modalsOf(workspace, user)
  const gone = all ? stack : stack.slice(-1)
  workspace.modals.set(user, stack.slice(0, stack.length - gone.length))
  publishChange(slack, { kind: 'view_changed', workspace, user })
  return gone
}

export function publishHome(slack: SlackState, workspace: Workspace, user: string, payload: Json): View {
  const home = workspace.homes.get(user)
  if (home) {
    updateView(slack, workspace, home, payload)
    return home
  }
  const view = create(slack, user, payload, undefined)
  workspace.homes.set(user, view)
  publishChange(slack, { kind: 'view_changed', workspace, user })
  return view
}

/** The open modal or home tab of that id or external id. */
export function findView(workspace: Workspace, ids: { viewId?: string; externalId?: string }): View | undefined {
  const views = [...[...workspace.modals.values()].flat(), ...workspace.homes.values()]
  return views.find((view) =>
    ids.viewId === undefined ? view.view['external_id'] === ids.externalId : view.id === ids.viewId,
  )
}
