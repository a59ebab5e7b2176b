/** Looking at what is there, and waiting for what should come. */
import type { Channel, Message } from '../state/model.ts'
import { isOutsideThreads } from '../state/broadcast.ts'
import type { WorkspaceChange } from '../state/slack.ts'
import { modalsOf } from '../state/views.ts'
import type { Observations, LookingAt } from './person-actions.ts'
import { joinedChannel, threadOf, type PersonDeps } from './person-scope.ts'
import {
  asOutsideThreads,
  joinedChannels,
  isVisible,
  listOutsideThreads,
  listSeenMessages,
  toSeenMessage,
  type SeenMessage,
} from './seen-message.ts'
import { messageText, viewText } from './text/display-text.ts'
import { formatTranscript } from './text/transcript.ts'

const matches = (text: string, wanted: RegExp | string): boolean =>
  typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text)

export function createObservations(deps: PersonDeps): Observations {
  const { slack, workspace, user } = deps
  const self: Observations = {
    messages: (where = {}) => {
      const channel = joinedChannel(deps, where.in)
      if (where.outside === true) return listOutsideThreads(workspace, user.id, channel)
      return listSeenMessages(workspace, user.id, channel, threadOf(deps, channel, where.thread))
    },
    transcript: (where = {}) => {
      if (where !== 'everything') return formatTranscript(self.messages(where))
      return joinedChannels(workspace, user.id)
        .filter(({ messages }) => messages.length > 0)
        .map((channel) => {
          const other = [...channel.members].find((id) => id !== user.id)
          const title =
            channel.kind === 'im'
              ? `Direct messages with ${workspace.users.get(other ?? '')?.realName ?? ''}`
              : `#${channel.name}`
          return `— ${title} —\n${formatTranscript(listSeenMessages(workspace, user.id, channel))}`
        })
        .join('\n\n')
    },
    message: (text, where) => {
      const found = findNewestMessage(deps, text, where)
      if (!found)
        throw new Error(`${user.name} sees no message ${String(text)}. What is seen:\n${self.transcript('everything')}`)
      return found
    },
    modal: () => {
      const view = modalsOf(workspace, user.id).at(-1)
      return view && viewText(workspace, view)
    },
    home: () => {
      const home = workspace.homes.get(user.id)
      return home && viewText(workspace, home)
    },
    waitFor: (text, where) =>
      self.waitUntil(`a message ${String(text)}`, () => findNewestMessage(deps, text, where, where?.after)),
    waitForModal: (text = '') => self.waitUntil(`a modal ${String(text)}`, () => ifMatching(self.modal(), text)),
    waitForHome: (text) => self.waitUntil(`a home tab ${String(text)}`, () => ifMatching(self.home(), text)),
    waitUntil: (what, holds) => {
      const complain = (): string =>
        [
          `${user.name} waited in vain for ${what}. What is seen:`,
          self.transcript('everything'),
          self.modal() ?? '',
          ...slack.troubles.slice(-5).map((trouble) => `Trouble: ${trouble}`),
        ].join('\n')
      return waitUntil(deps, complain, holds)
    },
  }
  return self
}

const ifMatching = (text: string | undefined, wanted: RegExp | string): string | undefined =>
  text !== undefined && matches(text, wanted) ? text : undefined

/** The newest message that matches, looked for from the end: what is old is not read again. */
function findNewestMessage(
  deps: PersonDeps,
  text: RegExp | string,
  where?: LookingAt,
  after?: SeenMessage,
): SeenMessage | undefined {
  const { workspace, user } = deps
  const anywhere = where?.in === undefined && where?.thread === undefined
  const channels = anywhere ? joinedChannels(workspace, user.id) : [joinedChannel(deps, where.in)]
  const shown = (each: Message): Message => (where?.outside === true ? asOutsideThreads(each) : each)
  let best: { channel: Channel; message: Message } | undefined
  for (const channel of channels) {
    const thread = threadOf(deps, channel, where?.thread)
    const message = channel.messages.findLast(
      (each) =>
        isVisible(each, user.id) &&
        (thread === undefined || each.ts === thread || each.threadTs === thread) &&
        (after === undefined || each.ts > after.ts) &&
        (where?.outside !== true || isOutsideThreads(each)) &&
        matches(messageText(workspace, shown(each)), text),
    )
    if (message && (!best || message.ts > best.message.ts)) best = { channel, message }
  }
  return best && toSeenMessage(workspace, best.channel, shown(best.message))
}

/** Whether something happened where the person can see it. */
function isVisibleChange({ workspace, user }: PersonDeps, happening: WorkspaceChange): boolean {
  if (happening.workspace !== workspace) return false
  if ('channel' in happening) return happening.channel.members.has(user.id)
  return !('user' in happening) || happening.user === user.id
}

/** Looks again whenever something happens, until the condition holds or patience ends. */
function waitUntil<T>(deps: PersonDeps, complain: () => string, holds: () => T | undefined | false): Promise<T> {
  const { slack, timeoutMs: patienceMs } = deps
  return new Promise((resolve, reject) => {
    const done = (): void => {
      slack.listeners.delete(listener)
      clearTimeout(timer)
    }
    const look = (): void => {
      try {
        const value = holds()
        if (value === undefined || value === false) return
        done()
        resolve(value)
      } catch (error) {
        done()
        reject(error)
      }
    }
    const listener = (happening: WorkspaceChange): void => {
      if (isVisibleChange(deps, happening)) look()
    }
    const timer = setTimeout(() => {
      done()
      reject(new Error(complain()))
    }, patienceMs)
    slack.listeners.add(listener)
    look()
  })
}
