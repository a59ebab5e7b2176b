/** `views.*`: modals and the home tab. */
import { isRecord } from '../block-kit/checks.ts'
import { MAX_VIEW_BYTES, findViewProblems } from '../block-kit/validate.ts'
import { TIER } from '../state/limits.ts'
import type { Json, View, Workspace } from '../state/model.ts'
import { viewJson } from '../state/shapes.ts'
import type { Trigger } from '../state/slack.ts'
import { MAX_MODAL_DEPTH, findView, openModal, publishHome, pushModal, modalsOf, updateView } from '../state/views.ts'
import { json, requiredText, text } from './arguments.ts'
import { badArgument, refusalOf, SlackRefusal } from './error.ts'
import type { Caller, Method } from './method.ts'

/** A checked view for that surface. */
export function checkView(workspace: Workspace, value: unknown, surface: 'modal' | 'home', replaced?: View): Json {
  const problems = findViewProblems(value, surface)
  if (problems.length > 0) throw refusalOf('invalid_arguments', problems)
  const view = value as Json
  if (Buffer.byteLength(JSON.stringify(view)) > MAX_VIEW_BYTES) throw new SlackRefusal('view_too_large')
  const externalId = view['external_id']
  if (typeof externalId === 'string' && externalId !== '') {
    const other = findView(workspace, { externalId })
    if (other && other !== replaced) throw new SlackRefusal('duplicate_external_id')
  }
  return view
}

const given = ({ args }: Caller): unknown => {
  const view = json(args, 'view', 'invalid_arguments')
  if (view === undefined) throw badArgument('missing required field: view')
  return view
}

/** The trigger of a call: known, of this workspace, at most three seconds old, and never used before. */
function useTrigger({ slack, workspace, args }: Caller): Trigger {
  const trigger = slack.triggers.get(requiredText(args, 'trigger_id'))
  if (!trigger || trigger.workspace !== workspace.id) throw new SlackRefusal('invalid_trigger_id')
  if (trigger.used) throw new SlackRefusal('exchanged_trigger_id')
  if (trigger.expiresAt < slack.clock.now()) throw new SlackRefusal('expired_trigger_id')
  return trigger
}

const answer = ({ slack, workspace }: Caller, view: View): Json => ({ view: viewJson(slack, workspace, view) })

const open: Method = {
  perMinute: TIER[4],
  run: (caller) => {
    const trigger = useTrigger(caller)
    const view = checkView(caller.workspace, given(caller), 'modal')
    trigger.used = true
    return answer(caller, openModal(caller.slack, caller.workspace, trigger.user, view))
  },
}

const push: Method = {
  perMinute: TIER[4],
  run: (caller) => {
    const trigger = useTrigger(caller)
    const stack = modalsOf(caller.workspace, trigger.user)
    const view = checkView(caller.workspace, given(caller), 'modal')
    if (trigger.view === undefined || !stack.some(({ id }) => id === trigger.view)) throw new SlackRefusal('not_found')
    if (stack.length >= MAX_MODAL_DEPTH) throw new SlackRefusal('push_limit_reached')
    trigger.used = true
    return answer(caller, pushModal(caller.slack, caller.workspace, trigger.user, view))
  },
}

const update: Method = {
  perMinute: TIER[4],
  run: (caller) => {
    const { slack, workspace, args } = caller
    const [viewId, externalId, hash] = [text(args, 'view_id'), text(args, 'external_id'), text(args, 'hash')]
    if (viewId === undefined && externalId === undefined)
      throw badArgument('missing required field: view_id or external_id')
    const view = findView(workspace, {
      ...(viewId !== undefined && { viewId }),
      ...(externalId !== undefined && { externalId }),
    })
    if (!view) throw new SlackRefusal('not_found')
    if (hash !== undefined && hash !== view.hash) throw new SlackRefusal('hash_conflict')
    updateView(slack, workspace, view, checkView(workspace, given(caller), view.view.type as 'modal' | 'home', view))
    return answer(caller, view)
  },
}

const publish: Method = {
  perMinute: TIER[4],
  run: (caller) => {
    const { slack, workspace, args } = caller
    if (!slack.app.homeTab) throw new SlackRefusal('not_enabled')
    const user = requiredText(args, 'user_id')
    if (!workspace.users.has(user)) throw badArgument('invalid user_id')
    const view = given(caller)
    const home = workspace.homes.get(user)
    const hash = text(args, 'hash')
    if (hash !== undefined && home && hash !== home.hash) throw new SlackRefusal('hash_conflict')
    if (isRecord(view) && view['type'] === 'modal')
      throw badArgument('must be a valid enum value [json-pointer:/view/type]')
    return answer(caller, publishHome(slack, workspace, user, checkView(workspace, view, 'home', home)))
  },
}

export const VIEWS: Record<string, Method> = {
  'views.open': open,
  'views.push': push,
  'views.update': update,
  'views.publish': publish,
}
