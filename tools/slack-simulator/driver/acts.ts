/** Typing, commands, shortcuts and files: what a person does outside of buttons and modals. */
import { applyResponse } from '../response-urls.ts'
import { change, post, remove } from '../state/messages.ts'
import type { Channel, Json } from '../state/model.ts'
import { tell } from '../state/slack.ts'
import { join } from '../state/workspace.ts'
import { SlackRefusal } from '../web-api/error.ts'
import { newFile, recordShares } from '../web-api/files/files.ts'
import { globalShortcut, messageShortcut, slashCommand } from './payloads.ts'
import type { Acts, Where } from './person.ts'
import { acknowledged, channelOf, memberOf, threadOf, visible, type PersonDeps } from './reach.ts'
import { seen, type Seen } from './sight.ts'
import { typedMessage } from './typed-text.ts'

export function acts(deps: PersonDeps): Acts {
  const { slack, workspace, user, events } = deps

  /** A message of one's own. */
  const own = (which: Seen, what: string): ReturnType<typeof visible> => {
    const found = visible(deps, which)
    if (found.message.user !== user.id) throw new Error(`${user.name} cannot ${what} a message of somebody else.`)
    return found
  }

  return {
    say: async (text, where = {}) => {
      const channel = memberOf(deps, where.in)
      writable(deps, channel)
      const message = post(slack, workspace, channel, {
        ...typedMessage(workspace, text),
        user: user.id,
        threadTs: threadOf(deps, channel, where.thread),
      })
      await events.settled()
      return seen(workspace, channel, message)
    },
    command: (command, text, where) => runCommand(deps, command, text, where),
    shortcut: async (name, on) => {
      const known = slack.app.shortcuts?.find(
        (each) => (each.name === name || each.callbackId === name) && each.type === (on ? 'message' : 'global'),
      )
      if (slack.app.shortcuts && !known) throw new Error(`There is no ${on ? 'message' : 'global'} shortcut "${name}".`)
      const callbackId = known?.callbackId ?? name
      if (!on) await acknowledged(deps, globalShortcut(deps, callbackId), `the shortcut "${name}"`)
      else {
        const { channel, message } = visible(deps, on)
        await acknowledged(deps, messageShortcut(deps, callbackId, channel, message), `the shortcut "${name}"`)
      }
    },
    edit: async (which, text) => {
      const { channel, message } = own(which, 'edit')
      change(slack, workspace, channel, message, typedMessage(workspace, text), user.id)
      await events.settled()
    },
    remove: async (which) => {
      const { channel, message } = own(which, 'delete')
      remove(slack, workspace, channel, message)
      await events.settled()
    },
    drop: async ({ name, content }, where = {}) => {
      const channel = memberOf(deps, where.in)
      writable(deps, channel)
      const threadTs = threadOf(deps, channel, where.thread)
      const file = newFile(slack, { name, user: user.id, content: Buffer.from(content), completed: true })
      workspace.files.set(file.id, file)
      const message = post(slack, workspace, channel, {
        ...typedMessage(workspace, where.text ?? ''),
        user: user.id,
        threadTs,
        fileIds: [file.id],
        subtype: 'file_share',
      })
      recordShares([file], channel, message.ts, threadTs)
      tell(slack, { kind: 'shared', workspace, channel, file, user: user.id })
      await events.settled()
      return seen(workspace, channel, message)
    },
    openHome: async () => {
      tell(slack, { kind: 'home_opened', workspace, channel: channelOf(deps), user: user.id, tab: 'home' })
      await events.settled()
    },
    joins: (place) => join(slack, workspace, channelOf(deps, place), user.id),
    leaves: (place) => {
      const channel = memberOf(deps, place)
      channel.members.delete(user.id)
      tell(slack, { kind: 'left', workspace, channel, user: user.id })
    },
    changes: async (given) => {
      Object.assign(user, given)
      tell(slack, { kind: 'user_changed', workspace, user: user.id })
      await events.settled()
    },
  }
}

/** Direct messages with an app take messages only if it has its messages tab switched on. */
function writable({ slack, workspace }: PersonDeps, channel: Channel): void {
  const withApp = channel.kind === 'im' && channel.members.has(workspace.installation?.botUser ?? '')
  if (withApp && !slack.app.messagesTab) throw new Error(`Sending messages to ${slack.app.name} has been turned off.`)
}

async function runCommand(deps: PersonDeps, command: string, text = '', where: Where = {}): Promise<void> {
  const { slack, workspace, interact } = deps
  if (where.thread !== undefined) throw new Error(`${command} is not supported in threads. Sorry!`)
  const known = slack.app.commands
  if (!workspace.installation || (known && !known.includes(command)))
    throw new Error(`${command} is not a valid command.`)
  const channel = memberOf(deps, where.in)
  const ack = await interact({ kind: 'command', payload: slashCommand(deps, channel, command, text) })
  if (ack.outcome !== 'acked') {
    slack.troubles.push(`${command}: ${ack.outcome} ${ack.status ?? ''}`)
    throw new Error(
      `${command} failed with the error "${ack.outcome === 'http_timeout' ? 'operation_timeout' : 'dispatch_failed'}".`,
    )
  }
  if (ack.body.trim() !== '') answerCommand(deps, command, channel, ack.body)
}

/** Shows what the app answered to the command at once. */
function answerCommand({ slack, workspace, user }: PersonDeps, command: string, channel: Channel, body: string): void {
  try {
    const answer = body.startsWith('{') ? (JSON.parse(body) as Json) : { text: body }
    applyResponse(slack, workspace, channel, { user: user.id, message: undefined, threadTs: undefined }, answer)
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error
    slack.troubles.push(`${command}: answer refused: ${error.error}`)
    throw new Error(`${command} failed with the error "${error.error}".`, { cause: error })
  }
}
