/** Looking at what is there, and waiting for what should come. */
import type { Channel, Message } from '../state/model.ts'
import type { Happening } from '../state/slack.ts'
import { stackOf } from '../state/views.ts'
import type { Looks, Where } from './person.ts'
import { memberOf, threadOf, type PersonDeps } from './reach.ts'
import { channelsOf, isVisible, messagesSeen, seen, type Seen } from './sight.ts'
import { messageText, viewText } from './text.ts'
import { transcript } from './transcript.ts'

const fits = (text: string, wanted: RegExp | string): boolean =>
  typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text)

export function looks(deps: PersonDeps): Looks {
  const { slack, workspace, user } = deps
  const self: Looks = {
    messages: (where = {}) => {
      const channel = memberOf(deps, where.in)
      return messagesSeen(workspace, user.id, channel, threadOf(deps, channel, where.thread))
    },
    sees: (where = {}) => {
      if (where !== 'everything') return transcript(self.messages(where))
      return channelsOf(workspace, user.id)
        .filter(({ messages }) => messages.length > 0)
        .map((channel) => {
          const other = [...channel.members].find((id) => id !== user.id)
          const title =
            channel.kind === 'im'
              ? `Direct messages with ${workspace.users.get(other ?? '')?.realName ?? ''}`
              : `#${channel.name}`
          return `— ${title} —\n${transcript(messagesSeen(workspace, user.id, channel))}`
        })
        .join('\n\n')
    },
    message: (text, where) => {
      const found = newest(deps, text, where)
      if (!found)
        throw new Error(`${user.name} sees no message ${String(text)}. What is seen:\n${self.sees('everything')}`)
      return found
    },
    modal: () => {
      const view = stackOf(workspace, user.id).at(-1)
      return view && viewText(workspace, view)
    },
    home: () => {
      const home = workspace.homes.get(user.id)
      return home && viewText(workspace, home)
    },
    waitFor: (text, where) =>
      self.waitUntil(`a message ${String(text)}`, () => newest(deps, text, where, where?.after)),
    waitForModal: (text = '') => self.waitUntil(`a modal ${String(text)}`, () => shown(self.modal(), text)),
    waitForHome: (text) => self.waitUntil(`a home tab ${String(text)}`, () => shown(self.home(), text)),
    waitUntil: (what, holds) => {
      const complain = (): string =>
        [
          `${user.name} waited in vain for ${what}. What is seen:`,
          self.sees('everything'),
          self.modal() ?? '',
          ...slack.troubles.slice(-5).map((trouble) => `Trouble: ${trouble}`),
        ].join('\n')
      return waitUntil(deps, complain, holds)
    },
  }
  return self
}

const shown = (text: string | undefined, wanted: RegExp | string): string | undefined =>
  text !== undefined && fits(text, wanted) ? text : undefined

/** The newest message that matches, looked for from the end: what is old is not read again. */
function newest(deps: PersonDeps, text: RegExp | string, where?: Where, after?: Seen): Seen | undefined {
  const { workspace, user } = deps
  const anywhere = where?.in === undefined && where?.thread === undefined
  const channels = anywhere ? channelsOf(workspace, user.id) : [memberOf(deps, where.in)]
  let best: { channel: Channel; message: Message } | undefined
  for (const channel of channels) {
    const thread = threadOf(deps, channel, where?.thread)
    const message = channel.messages.findLast(
      (each) =>
        isVisible(each, user.id) &&
        (thread === undefined || each.ts === thread || each.threadTs === thread) &&
        (after === undefined || each.ts > after.ts) &&
        fits(messageText(workspace, each), text),
    )
    if (message && (!best || message.ts > best.message.ts)) best = { channel, message }
  }
  return best && seen(workspace, best.channel, best.message)
}

/** Whether something happened where the person can see it. */
function concerns({ workspace, user }: PersonDeps, happening: Happening): boolean {
  if (happening.workspace !== workspace) return false
  if ('channel' in happening) return happening.channel.members.has(user.id)
  return !('user' in happening) || happening.user === user.id
}

/** Looks again whenever something happens, until the condition holds or patience ends. */
function waitUntil<T>(deps: PersonDeps, complain: () => string, holds: () => T | undefined | false): Promise<T> {
  const { slack, patienceMs } = deps
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
    const listener = (happening: Happening): void => {
      if (concerns(deps, happening)) look()
    }
    const timer = setTimeout(() => {
      done()
      reject(new Error(complain()))
    }, patienceMs)
    slack.listeners.add(listener)
    look()
  })
}
