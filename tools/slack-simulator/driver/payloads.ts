/**
 * The payloads of what people do: clicks, submissions, commands, shortcuts. Shapes: `@slack/bolt` types and Slack's
 * reference.
 */
import { stateOf, type PlacedElement } from '../state/element-state.ts'
import type { Channel, Json, Message, User, View, Workspace } from '../state/model.ts'
import { compact, messageJson, viewJson } from '../state/shapes.ts'
import { newResponseUrl, newTrigger, newTs, type SlackState } from '../state/slack.ts'

/** Who acts, and where the app is told about it from. */
export interface Actor {
  slack: SlackState
  workspace: Workspace
  user: User
}

/** What stands around every interaction. */
function envelope({ slack, workspace, user }: Actor, type: string): Json {
  return {
    type,
    team: teamOf(workspace),
    enterprise: workspace.enterprise ?? null,
    is_enterprise_install: workspace.installation?.orgWide ?? false,
    user: { id: user.id, username: user.name, name: user.name, team_id: user.homeTeam ?? workspace.id },
    api_app_id: slack.app.id,
    token: slack.app.verificationToken,
  }
}

/** On a Grid with the organisation. `@slack/bolt`, `types/actions/block-action.d.ts` */
const teamOf = ({ id, domain, enterprise }: Workspace): Json =>
  enterprise ? { id, domain, enterprise_id: enterprise.id, enterprise_name: enterprise.name } : { id, domain }

/** The name of a conversation as payloads give it. */
const payloadName = (channel: Channel): string =>
  channel.kind === 'im' ? 'directmessage' : channel.kind === 'private' ? 'privategroup' : channel.name

/** What was done to an element: a click, or the value it now holds. */
export function actionOf(slack: SlackState, { block, element }: PlacedElement, held: Json | undefined): Json {
  const kept = [
    'text',
    'value',
    'url',
    'style',
    'placeholder',
    'confirm',
    'initial_option',
    'initial_options',
    'initial_date',
    'initial_time',
    'initial_user',
  ]
  const of_element =
    element['type'] === 'button' ? kept : kept.filter((key) => !['text', 'value', 'url', 'style'].includes(key))
  return compact({
    ...Object.fromEntries(of_element.map((key) => [key, element[key]])),
    ...held,
    type: element['type'],
    action_id: element['action_id'],
    block_id: block['block_id'],
    action_ts: newTs(slack),
  })
}

/** `block_actions` in a message. */
export function messageAction(
  actor: Actor,
  channel: Channel,
  message: Message,
  action: Json,
  state: Record<string, Record<string, Json>>,
): Json {
  const { slack, workspace, user } = actor
  const ephemeral = message.onlyFor !== undefined
  return compact({
    ...envelope(actor, 'block_actions'),
    container: compact({
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: ephemeral,
      thread_ts: message.threadTs,
    }),
    trigger_id: newTrigger(slack, workspace, user.id),
    channel: { id: channel.id, name: payloadName(channel) },
    message: ephemeral ? undefined : messageJson(slack, workspace, channel, message, true),
    state: { values: stateOf(message.blocks ?? [], state) },
    response_url: newResponseUrl(slack, {
      workspace: workspace.id,
      channel: channel.id,
      user: user.id,
      message: message.ts,
      threadTs: message.threadTs,
    }),
    actions: [action],
  })
}

/** `block_actions` in a modal or the home tab. */
export function viewAction(actor: Actor, view: View, action: Json): Json {
  const { slack, workspace, user } = actor
  return {
    ...envelope(actor, 'block_actions'),
    container: { type: 'view', view_id: view.id },
    trigger_id: newTrigger(slack, workspace, user.id, view.id),
    view: viewJson(slack, workspace, view),
    actions: [action],
  }
}

export function viewSubmission(actor: Actor, view: View): Json {
  const { slack, workspace, user } = actor
  return {
    ...envelope(actor, 'view_submission'),
    trigger_id: newTrigger(slack, workspace, user.id, view.id),
    view: viewJson(slack, workspace, view),
    response_urls: [],
  }
}

export function viewClosed(actor: Actor, view: View, isCleared: boolean): Json {
  return {
    ...envelope(actor, 'view_closed'),
    view: viewJson(actor.slack, actor.workspace, view),
    is_cleared: isCleared,
  }
}

/** `block_suggestion`: what was typed into an external select. */
export function suggestion(
  actor: Actor,
  placed: PlacedElement,
  typed: string,
  where: { view: View } | { channel: Channel; message: Message },
): Json {
  const { slack, workspace } = actor
  return {
    ...envelope(actor, 'block_suggestion'),
    ...('view' in where
      ? { container: { type: 'view', view_id: where.view.id }, view: viewJson(slack, workspace, where.view) }
      : {
          container: {
            type: 'message',
            message_ts: where.message.ts,
            channel_id: where.channel.id,
            is_ephemeral: where.message.onlyFor !== undefined,
          },
          channel: { id: where.channel.id, name: payloadName(where.channel) },
          message: messageJson(slack, workspace, where.channel, where.message, true),
        }),
    action_id: placed.element['action_id'],
    block_id: placed.block['block_id'],
    value: typed,
  }
}

/** A slash command; every field is a string, as in a form. */
export function slashCommand(actor: Actor, channel: Channel, command: string, text: string): Json {
  const { slack, workspace, user } = actor
  return {
    token: slack.app.verificationToken,
    team_id: workspace.id,
    team_domain: workspace.domain,
    channel_id: channel.id,
    channel_name: payloadName(channel),
    user_id: user.id,
    user_name: user.name,
    command,
    text,
    api_app_id: slack.app.id,
    ...(workspace.enterprise && {
      enterprise_id: workspace.enterprise.id,
      enterprise_name: workspace.enterprise.name,
    }),
    is_enterprise_install: String(workspace.installation?.orgWide ?? false),
    response_url: newResponseUrl(
      slack,
      { workspace: workspace.id, channel: channel.id, user: user.id, message: undefined, threadTs: undefined },
      'commands',
    ),
    trigger_id: newTrigger(slack, workspace, user.id),
  }
}

export function globalShortcut(actor: Actor, callbackId: string): Json {
  return {
    ...envelope(actor, 'shortcut'),
    callback_id: callbackId,
    action_ts: newTs(actor.slack),
    trigger_id: newTrigger(actor.slack, actor.workspace, actor.user.id),
  }
}

export function messageShortcut(actor: Actor, callbackId: string, channel: Channel, message: Message): Json {
  const { slack, workspace, user } = actor
  return {
    ...envelope(actor, 'message_action'),
    callback_id: callbackId,
    action_ts: newTs(slack),
    trigger_id: newTrigger(slack, workspace, user.id),
    message_ts: message.ts,
    message: messageJson(slack, workspace, channel, message, false),
    channel: { id: channel.id, name: payloadName(channel) },
    response_url: newResponseUrl(slack, {
      workspace: workspace.id,
      channel: channel.id,
      user: user.id,
      message: message.ts,
      threadTs: message.threadTs,
    }),
  }
}
