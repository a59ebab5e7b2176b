/** Typing, commands, shortcuts and files: what a person does outside of buttons and modals. */
import { applyResponse } from '../response-urls.ts'
import { changeMessage, addMessage, deleteMessage, reloadSlack } from '../state/messages.ts'
import type { Channel, Json, SharedFile } from '../state/model.ts'
import { publishChange } from '../state/slack.ts'
import { join } from '../state/workspace.ts'
import { SlackRefusal } from '../web-api/error.ts'
import { newFile, recordShares } from '../web-api/files/files.ts'
import { globalShortcut, messageShortcut, slashCommand } from './payloads.ts'
import type { MessagingActions, Location } from './person-actions.ts'
import {
  sendInteraction,
  findChannel,
  joinedChannel,
  threadOf,
  findVisibleMessage,
  type PersonDeps,
} from './person-scope.ts'
import { toSeenMessage, type SeenMessage } from './seen-message.ts'
import { pastedMessage } from './text/pasted-text.ts'
import { typedMessage, type TypedMessage } from './text/typed-text.ts'

export function createMessagingActions(deps: PersonDeps): MessagingActions {
  const { slack, workspace, user, events } = deps

  /** A message of one's own. */
  const own = (which: SeenMessage, what: string): ReturnType<typeof findVisibleMessage> => {
    const found = findVisibleMessage(deps, which)
    if (found.message.user !== user.id) throw new Error(`${user.name} cannot ${what} a message of somebody else.`)
    return found
  }

  /** Puts a file of the person's own into a conversation. */
  const share = async (file: SharedFile, where: Location & { text?: string }): Promise<SeenMessage> => {
    const channel = joinedChannel(deps, where.in)
    checkWritable(deps, channel)
    const threadTs = threadOf(deps, channel, where.thread)
    workspace.files.set(file.id, file)
    const message = addMessage(slack, workspace, channel, {
      ...typedMessage(workspace, where.text ?? ''),
      user: user.id,
      threadTs,
      fileIds: [file.id],
      subtype: 'file_share',
    })
    recordShares([file], channel, message.ts, threadTs)
    publishChange(slack, { kind: 'shared', workspace, channel, file, user: user.id })
    await events.settled()
    return toSeenMessage(workspace, channel, message)
  }

  const send = async (written: TypedMessage, where: Location): Promise<SeenMessage> => {
    const channel = joinedChannel(deps, where.in)
    checkWritable(deps, channel)
    const threadTs = threadOf(deps, channel, where.thread)
    const message = addMessage(slack, workspace, channel, { ...written, user: user.id, threadTs })
    await events.settled()
    return toSeenMessage(workspace, channel, message)
  }

  return {
    say: (text, where = {}) => send(typedMessage(workspace, text), where),
    paste: (clipboard, where = {}) => send(pastedMessage(workspace, clipboard, where.text), where),
    command: (command, text, where) => runCommand(deps, command, text, where),
    shortcut: async (name, on) => {
      const known = slack.app.shortcuts?.find(
        (each) => (each.name === name || each.callbackId === name) && each.type === (on ? 'message' : 'global'),
      )
      if (slack.app.shortcuts && !known) throw new Error(`There is no ${on ? 'message' : 'global'} shortcut "${name}".`)
      const callbackId = known?.callbackId ?? name
      if (!on) await sendInteraction(deps, globalShortcut(deps, callbackId), `the shortcut "${name}"`)
      else {
        const { channel, message } = findVisibleMessage(deps, on)
        await sendInteraction(deps, messageShortcut(deps, callbackId, channel, message), `the shortcut "${name}"`)
      }
    },
    edit: async (which, text) => {
      const { channel, message } = own(which, 'edit')
      changeMessage(slack, workspace, channel, message, typedMessage(workspace, text), user.id)
      await events.settled()
    },
    remove: async (which) => {
      const { channel, message } = own(which, 'delete')
      deleteMessage(slack, workspace, channel, message)
      await events.settled()
    },
    drop: ({ name, content }, where = {}) =>
      share(newFile(slack, { name, user: user.id, content: Buffer.from(content), completed: true }), where),
    snippet: (text, where = {}) => {
      const name = `${where.title ?? 'Untitled'}.txt`
      const file = newFile(slack, { name, user: user.id, content: Buffer.from(text), completed: true })
      return share({ ...file, title: where.title ?? 'Untitled', mode: 'snippet' }, where)
    },
    reload: () => reloadSlack(slack, workspace, user.id),
    goAway: () => {
      user.away = true
      reloadSlack(slack, workspace, user.id)
    },
    comeBack: () => {
      user.away = false
    },
    openHome: async () => {
      publishChange(slack, { kind: 'home_opened', workspace, channel: findChannel(deps), user: user.id, tab: 'home' })
      await events.settled()
    },
    join: (place) => join(slack, workspace, findChannel(deps, place), user.id),
    leave: (place) => {
      const channel = joinedChannel(deps, place)
      channel.members.delete(user.id)
      publishChange(slack, { kind: 'left', workspace, channel, user: user.id })
    },
    updateProfile: async (given) => {
      Object.assign(user, given)
      publishChange(slack, { kind: 'user_changed', workspace, user: user.id })
      await events.settled()
    },
  }
}

/** Direct messages with an app take messages only if it has its messages tab switched on. */
function checkWritable({ slack, workspace }: PersonDeps, channel: Channel): void {
  const withApp = channel.kind === 'im' && channel.members.has(workspace.installation?.botUser ?? '')
  if (withApp && !slack.app.messagesTab) throw new Error(`Sending messages to ${slack.app.name} has been turned off.`)
}

async function runCommand(deps: PersonDeps, command: string, text = '', where: Location = {}): Promise<void> {
  const { slack, workspace, interact, user } = deps
  // Slack's own: https://docs.slack.dev/reference/events/message/me_message
  if (command === '/me') {
    const channel = joinedChannel(deps, where.in)
    addMessage(slack, workspace, channel, { user: user.id, text, subtype: 'me_message' })
    return deps.events.settled()
  }
  if (where.thread !== undefined) throw new Error(`${command} is not supported in threads. Sorry!`)
  const known = slack.app.commands
  if (!workspace.installation || (known && !known.includes(command)))
    throw new Error(`${command} is not a valid command.`)
  const channel = joinedChannel(deps, where.in)
  const ack = await interact({ kind: 'command', payload: slashCommand(deps, channel, command, text) })
  if (ack.outcome !== 'acked') {
    slack.troubles.push(`${command}: ${ack.outcome} ${ack.status ?? ''}`)
    throw new Error(
      `${command} failed with the error "${ack.outcome === 'http_timeout' ? 'operation_timeout' : 'dispatch_failed'}".`,
    )
  }
  if (ack.body.trim() !== '') showCommandResponse(deps, command, channel, ack.body)
}

/** Shows what the app answered to the command at once. */
function showCommandResponse(
  { slack, workspace, user }: PersonDeps,
  command: string,
  channel: Channel,
  body: string,
): void {
  try {
    const answer = body.startsWith('{') ? (JSON.parse(body) as Json) : { text: body }
    applyResponse(slack, workspace, channel, { user: user.id, message: undefined, threadTs: undefined }, answer)
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error
    slack.troubles.push(`${command}: answer refused: ${error.error}`)
    throw new Error(`${command} failed with the error "${error.error}".`, { cause: error })
  }
}
