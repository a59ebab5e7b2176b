/** A person at their Slack: types, clicks, fills in, and sees only what that person would see. Every act resolves once the app has been told. */
import type { Interact } from '../delivery/interactions.ts'
import type { EventDeliveries } from '../delivery/events.ts'
import type { Acknowledgement } from '../delivery/send.ts'
import { applyResponse } from '../response-urls.ts'
import { holding, isEmpty, stateOf, valueKey, type Placed } from '../state/element-state.ts'
import { change, messageAt, post, remove } from '../state/messages.ts'
import type { Channel, Json, Message, User, View, Workspace } from '../state/model.ts'
import { fileJson } from '../state/shapes.ts'
import { tell, type SlackState } from '../state/slack.ts'
import { closeModals, stackOf } from '../state/views.ts'
import { directMessages, join } from '../state/workspace.ts'
import { newFile, recordShares } from '../web-api/files.ts'
import { SlackRefusal } from '../web-api/error.ts'
import { complaint, suggestedOptions, valueOf, type Entry } from './entries.ts'
import { elementNamed, elementsNamed, isButton, isField, type Wanted } from './find.ts'
import {
  actionOf, globalShortcut, messageAction, messageShortcut, slashCommand, suggestion, viewAction, viewClosed, viewSubmission, type Actor,
} from './payloads.ts'
import { channelsOf, isVisible, messagesSeen, seen, type Seen } from './sight.ts'
import { applyAnswer, type Submitted } from './submission.ts'
import { textOf, viewText } from './text.ts'
import { transcript } from './transcript.ts'
import { typedMessage } from './typed-text.ts'

/** A conversation: `app` (the direct messages with it, the default), a channel by name or id, or the direct messages with `@somebody`. */
export type Place = string
/** Where something is typed: a conversation, and in it a thread, named by any message of it. */
export interface Where { in?: Place, thread?: Seen | string }
/** What is acted on: a message, the open modal, the home tab; not given: the modal if one is open, else the newest message that has it. */
export type On = Seen | 'modal' | 'home'
/** Which of several of the same name: the one in a block with the text `beside`, or in the block of the id `block`. */
export interface Which { on?: On, beside?: string, block?: string }

export interface Person {
  readonly id: string
  readonly user: User
  /** Types a message. */
  say(text: string, where?: Where): Promise<Seen>
  /** Sends a slash command, e.g. `command('/docgen', 'nda')`. Not possible inside a thread. */
  command(command: string, text?: string, where?: Where): Promise<void>
  /** Clicks a button, by its text or action id; accepts its confirmation unless `deny`. */
  click(button: string, options?: Which & { deny?: boolean }): Promise<void>
  /** Chooses in a menu, radio buttons, checkboxes, an overflow menu or a picker of a message, a modal or the home tab. */
  choose(entry: Entry, from: string, options?: Which): Promise<void>
  /** What an external menu offers for a typed text. */
  search(typed: string, menu: string, options?: Which): Promise<string[]>
  /** Fills in fields of the open modal, by label (or action id, or block id). */
  fillIn(fields: Record<string, Entry>): Promise<void>
  /** Presses the submit button of the open modal. */
  submit(): Promise<Submitted>
  /** Closes the open modal with its close button, or all of them with the ✕. */
  close(options?: { all?: boolean }): Promise<void>
  edit(message: Seen, text: string): Promise<void>
  remove(message: Seen): Promise<void>
  /** Drops a file into a conversation, with a text if wanted. */
  drop(file: { name: string, content: Buffer | string }, where?: Where & { text?: string }): Promise<Seen>
  openHome(): Promise<void>
  /** Runs a shortcut by its name: one of a message if `on` is given. */
  shortcut(name: string, on?: Seen): Promise<void>
  joins(channel: Place): void
  leaves(channel: Place): void
  /** Changes the person's profile, e.g. the locale, and tells the app. */
  changes(given: Partial<Pick<User, 'locale' | 'tz' | 'realName'>>): Promise<void>
  /** The messages of a conversation, or of one thread of it, oldest first. */
  messages(where?: Where): Seen[]
  /** The transcript of a conversation (`app` by default), of one of its threads, or of all of them. */
  sees(where?: Where | 'everything'): string
  /** The newest visible message that matches, anywhere or there; an error if there is none. */
  message(text: RegExp | string, where?: Where): Seen
  /** What the open modal shows; `undefined` when none is open. */
  modal(): string | undefined
  /** What the home tab shows; `undefined` before it was published. */
  home(): string | undefined
  /** Waits until such a message is there. `after`: only later ones. */
  waitFor(text: RegExp | string, where?: Where & { after?: Seen }): Promise<Seen>
  waitForModal(text?: RegExp | string): Promise<string>
  waitForHome(text: RegExp | string): Promise<string>
  /** Waits until a condition over what is seen holds. */
  waitUntil<T>(what: string, holds: () => T | undefined | false): Promise<T>
}

export interface PersonDeps {
  slack: SlackState
  workspace: Workspace
  interact: Interact
  events: EventDeliveries
  /** How long to wait for what should come, in ms of real time. */
  patienceMs: number
}

const fits = (text: string, wanted: RegExp | string): boolean => (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text))

export function person(deps: PersonDeps, user: User): Person {
  const { slack, workspace, interact, events } = deps
  const actor: Actor = { slack, workspace, user }
  /** What this person has chosen in messages, by channel and ts. */
  const chosen = new Map<string, Record<string, Record<string, Json>>>()

  const channelOf = (place: Place = 'app'): Channel => {
    if (place === 'app') {
      if (!workspace.installation) throw new Error('The app is not installed: there are no direct messages with it.')
      return directMessages(slack, workspace, workspace.installation.botUser, user.id)
    }
    if (place.startsWith('@')) {
      const other = [...workspace.users.values()].find(({ name }) => name === place.slice(1))
      if (!other) throw new Error(`There is nobody called ${place}.`)
      return directMessages(slack, workspace, other.id, user.id)
    }
    const channel = workspace.channels.get(place) ?? [...workspace.channels.values()].find(({ name, kind }) => kind !== 'im' && name === place.replace(/^#/, ''))
    if (!channel || (!channel.members.has(user.id) && channel.kind !== 'public')) throw new Error(`${user.name} knows no channel ${place}.`)
    return channel
  }
  const memberOf = (place?: Place): Channel => {
    const channel = channelOf(place)
    if (!channel.members.has(user.id)) throw new Error(`${user.name} is not in ${channel.name}.`)
    return channel
  }
  const visible = (which: Seen): { channel: Channel, message: Message } => {
    const channel = memberOf(which.channel)
    const message = messageAt(channel, which.ts)
    if (!message || !isVisible(message, user.id)) throw new Error(`${user.name} sees no such message (any more): ${which.text}`)
    return { channel, message }
  }
  const threadOf = (channel: Channel, thread: Seen | string | undefined): string | undefined => {
    if (thread === undefined) return undefined
    const message = messageAt(channel, typeof thread === 'string' ? thread : thread.ts)
    if (!message || !isVisible(message, user.id)) throw new Error(`${user.name} sees no such thread in ${channel.name}.`)
    return message.threadTs ?? message.ts
  }
  const topModal = (): View => {
    const view = stackOf(workspace, user.id).at(-1)
    if (!view) throw new Error(`${user.name} has no modal open.`)
    return view
  }

  /** What is acted on: the blocks, and how the app is told. */
  interface Target { blocks: Json[], name: string, act(placed: Placed, held?: Json): Json, ask(placed: Placed, typed: string): Json, keep(placed: Placed, held: Json): void }
  const viewTarget = (view: View, name: string): Target => ({
    blocks: view.view.blocks,
    name,
    act: (placed, held) => viewAction(actor, view, actionOf(slack, placed, held)),
    ask: (placed, typed) => suggestion(actor, placed, typed, { view }),
    keep: ({ block, element }, held) => { (view.state[String(block['block_id'])] ??= {})[String(element['action_id'])] = held },
  })
  const messageTarget = (channel: Channel, message: Message): Target => {
    const key = `${channel.id} ${message.ts}`
    return {
      blocks: message.blocks ?? [],
      name: `the message "${seen(workspace, channel, message).text.slice(0, 60)}"`,
      act: (placed, held) => messageAction(actor, channel, message, actionOf(slack, placed, held), chosen.get(key) ?? {}),
      ask: (placed, typed) => suggestion(actor, placed, typed, { channel, message }),
      keep: ({ block, element }, held) => {
        const state = stateOf(message.blocks ?? [], chosen.get(key))
        ;(state[String(block['block_id'])] ??= {})[String(element['action_id'])] = held
        chosen.set(key, state)
      },
    }
  }
  const targetOf = (on: On | undefined, name: string, wanted: Wanted): Target => {
    if (on === 'home') {
      const home = workspace.homes.get(user.id)
      if (!home) throw new Error(`The home tab of ${user.name} is empty.`)
      return viewTarget(home, 'the home tab')
    }
    if (on === 'modal' || (on === undefined && stackOf(workspace, user.id).length > 0)) return viewTarget(topModal(), 'the modal')
    if (on !== undefined) {
      const { channel, message } = visible(on)
      return messageTarget(channel, message)
    }
    const all = channelsOf(workspace, user.id).flatMap((channel) => channel.messages.filter((message) => isVisible(message, user.id)).map((message) => ({ channel, message })))
    const found = all.toSorted((a, b) => (a.message.ts < b.message.ts ? 1 : -1)).find(({ message }) => elementsNamed(workspace, message.blocks, name, wanted).length > 0)
    if (!found) throw new Error(`${user.name} sees no "${name}" in any message.`)
    return messageTarget(found.channel, found.message)
  }

  const tellApp = async (payload: Json, kind: 'interaction' | 'command' = 'interaction'): Promise<Acknowledgement> => interact({ kind, payload })
  const acked = async (payload: Json, what: string): Promise<Acknowledgement> => {
    const ack = await tellApp(payload)
    if (ack.outcome === 'acked') return ack
    slack.troubles.push(`${what}: ${ack.outcome} ${ack.status ?? ''}`)
    throw new Error(`${user.name} sees a warning sign: ${what} was not acknowledged (${ack.outcome}${ack.status === undefined ? '' : ` ${ack.status}`}).`)
  }
  const suggest = (target: Target) => async (placed: Placed, typed: string): Promise<Json[]> => {
    const needed = placed.element['min_query_length']
    if (typed.length < (typeof needed === 'number' ? needed : 3)) throw new Error(`Slack asks for options from ${typeof needed === 'number' ? needed : 3} characters on.`)
    return suggestedOptions((await acked(target.ask(placed, typed), `the search for "${typed}"`)).body)
  }

  const self: Person = {
    id: user.id,
    user,
    say: async (text, where = {}) => {
      const channel = memberOf(where.in)
      const message = post(slack, workspace, channel, { ...typedMessage(workspace, text), user: user.id, threadTs: threadOf(channel, where.thread) })
      await events.settled()
      return seen(workspace, channel, message)
    },
    command: async (command, text = '', where = {}) => {
      if (where.thread !== undefined) throw new Error(`${command} is not supported in threads. Sorry!`)
      const known = slack.app.commands
      if (!workspace.installation || (known && !known.includes(command))) throw new Error(`${command} is not a valid command.`)
      const channel = memberOf(where.in)
      const ack = await tellApp(slashCommand(actor, channel, command, text), 'command')
      if (ack.outcome !== 'acked') {
        slack.troubles.push(`${command}: ${ack.outcome} ${ack.status ?? ''}`)
        throw new Error(`${command} failed with the error "${ack.outcome === 'http_timeout' ? 'operation_timeout' : 'dispatch_failed'}".`)
      }
      if (ack.body.trim() === '') return
      const body = ack.body.startsWith('{') ? (JSON.parse(ack.body) as Json) : { text: ack.body }
      try {
        applyResponse(slack, workspace, channel, { user: user.id, message: undefined, threadTs: undefined }, body)
      } catch (error) {
        if (!(error instanceof SlackRefusal)) throw error
        slack.troubles.push(`${command}: answer refused: ${error.error}`)
        throw new Error(`${command} failed with the error "${error.error}".`, { cause: error })
      }
    },
    click: async (button, { on, beside, block, deny = false } = {}) => {
      const wanted = { accepts: isButton, beside, block }
      const target = targetOf(on, button, wanted)
      const placed = elementNamed(workspace, target.blocks, button, wanted, target.name)
      if (deny && !placed.element['confirm']) throw new Error(`"${button}" asks for no confirmation.`)
      if (!deny) await acked(target.act(placed), `the click on "${button}"`)
    },
    choose: async (entry, from, { on, beside, block } = {}) => {
      const wanted = { accepts: isField, beside, block }
      const target = targetOf(on, from, wanted)
      const placed = elementNamed(workspace, target.blocks, from, wanted, target.name)
      const held = holding(placed.element, await valueOf(workspace, placed, entry, suggest(target)))
      if (valueKey(placed.element['type']) !== undefined) target.keep(placed, held)
      // An element of an input block says nothing until the form is submitted, unless it wants to.
      if (placed.block['type'] !== 'input' || placed.block['dispatch_action'] === true) await acked(target.act(placed, held), `the choice in "${from}"`)
    },
    search: async (typed, menu, { on, beside, block } = {}) => {
      const wanted = { accepts: isField, beside, block }
      const target = targetOf(on, menu, wanted)
      const placed = elementNamed(workspace, target.blocks, menu, wanted, target.name)
      return (await suggest(target)(placed, typed)).map((option) => textOf(workspace, option['text']))
    },
    fillIn: async (fields) => {
      for (const [label, entry] of Object.entries(fields)) {
        const view = topModal()
        const file = typeof entry === 'object' && entry !== null && !Array.isArray(entry)
        if (!file) await self.choose(entry, label, { on: 'modal' })
        else {
          const placed = elementNamed(workspace, view.view.blocks, label, { accepts: isField }, 'the modal')
          const uploaded = newFile(slack, { name: entry.name, user: user.id, content: Buffer.from(entry.content), completed: true })
          workspace.files.set(uploaded.id, uploaded)
          viewTarget(view, 'the modal').keep(placed, holding(placed.element, [fileJson(slack, workspace, uploaded)]))
        }
      }
    },
    submit: async () => {
      const view = topModal()
      if (!view.view['submit']) throw new Error('The modal has no submit button.')
      const errors: Record<string, string> = {}
      for (const block of view.view.blocks.filter(({ type }) => type === 'input')) {
        const element = block['element'] as Json
        const held = view.state[String(block['block_id'])]?.[String(element['action_id'])] ?? holding(element, null)
        const problem = isEmpty(held) && block['optional'] !== true ? 'Please complete this required field.' : complaint({ block, element }, held)
        if (problem) errors[textOf(workspace, block['label'])] = problem
      }
      if (Object.keys(errors).length > 0) return { outcome: 'errors', errors }
      return applyAnswer(actor, view, await tellApp(viewSubmission(actor, view)))
    },
    close: async ({ all = false } = {}) => {
      const view = topModal()
      const cleared = all || view.view['clear_on_close'] === true
      const gone = closeModals(slack, workspace, user.id, cleared)
      for (const each of gone.toReversed()) if (each.view['notify_on_close'] === true) await tellApp(viewClosed(actor, each, cleared))
    },
    edit: async (which, text) => {
      const { channel, message } = visible(which)
      if (message.user !== user.id) throw new Error(`${user.name} cannot edit a message of somebody else.`)
      change(slack, workspace, channel, message, typedMessage(workspace, text), user.id)
      await events.settled()
    },
    remove: async (which) => {
      const { channel, message } = visible(which)
      if (message.user !== user.id) throw new Error(`${user.name} cannot delete a message of somebody else.`)
      remove(slack, workspace, channel, message)
      await events.settled()
    },
    drop: async ({ name, content }, where = {}) => {
      const channel = memberOf(where.in)
      const threadTs = threadOf(channel, where.thread)
      const file = newFile(slack, { name, user: user.id, content: Buffer.from(content), completed: true })
      workspace.files.set(file.id, file)
      const message = post(slack, workspace, channel, {
        ...typedMessage(workspace, where.text ?? ''), user: user.id, threadTs, fileIds: [file.id], subtype: 'file_share',
      })
      recordShares([file], channel, message.ts, threadTs)
      tell(slack, { kind: 'shared', workspace, channel, file, user: user.id })
      await events.settled()
      return seen(workspace, channel, message)
    },
    openHome: async () => {
      tell(slack, { kind: 'home_opened', workspace, channel: channelOf('app'), user: user.id, tab: 'home' })
      await events.settled()
    },
    shortcut: async (name, on) => {
      const known = slack.app.shortcuts?.find((each) => each.name === name && each.type === (on ? 'message' : 'global'))
      if (slack.app.shortcuts && !known) throw new Error(`There is no ${on ? 'message' : 'global'} shortcut "${name}".`)
      const callbackId = known?.callbackId ?? name
      if (!on) await acked(globalShortcut(actor, callbackId), `the shortcut "${name}"`)
      else {
        const { channel, message } = visible(on)
        await acked(messageShortcut(actor, callbackId, channel, message), `the shortcut "${name}"`)
      }
    },
    joins: (place) => join(slack, workspace, channelOf(place), user.id),
    leaves: (place) => {
      const channel = memberOf(place)
      channel.members.delete(user.id)
      tell(slack, { kind: 'left', workspace, channel, user: user.id })
    },
    changes: async (given) => {
      Object.assign(user, given)
      tell(slack, { kind: 'user_changed', workspace, user: user.id })
      await events.settled()
    },
    messages: (where = {}) => {
      const channel = memberOf(where.in)
      return messagesSeen(workspace, user.id, channel, threadOf(channel, where.thread))
    },
    sees: (where = {}) => {
      if (where !== 'everything') return transcript(self.messages(where))
      return channelsOf(workspace, user.id).filter(({ messages }) => messages.length > 0).map((channel) => {
        const other = [...channel.members].find((id) => id !== user.id)
        const title = channel.kind === 'im' ? `Direct messages with ${workspace.users.get(other ?? '')?.realName ?? ''}` : `#${channel.name}`
        return `— ${title} —\n${transcript(messagesSeen(workspace, user.id, channel))}`
      }).join('\n\n')
    },
    message: (text, where) => {
      const found = newest(text, where)
      if (!found) throw new Error(`${user.name} sees no message ${String(text)}. What is seen:\n${self.sees('everything')}`)
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
    waitFor: async (text, where) => self.waitUntil(`a message ${String(text)}`, () => newest(text, where, where?.after)),
    waitForModal: async (text = '') => self.waitUntil(`a modal ${String(text)}`, () => {
      const shown = self.modal()
      return shown !== undefined && fits(shown, text) ? shown : undefined
    }),
    waitForHome: async (text) => self.waitUntil(`a home tab ${String(text)}`, () => {
      const shown = self.home()
      return shown !== undefined && fits(shown, text) ? shown : undefined
    }),
    waitUntil: (what, holds) => waitUntil(slack, deps.patienceMs, () => `${user.name} waited in vain for ${what}. What is seen:\n${self.sees('everything')}${self.modal() ? `\n${self.modal() ?? ''}` : ''}${slack.troubles.length > 0 ? `\nTroubles: ${slack.troubles.slice(-5).join('; ')}` : ''}`, holds),
  }

  const newest = (text: RegExp | string, where?: Where, after?: Seen): Seen | undefined => {
    const channels = where?.in === undefined && where?.thread === undefined ? channelsOf(workspace, user.id) : [memberOf(where.in)]
    return channels
      .flatMap((channel) => messagesSeen(workspace, user.id, channel, threadOf(channel, where?.thread)))
      .filter((message) => fits(message.text, text) && (after === undefined || message.ts > after.ts))
      .toSorted((a, b) => (a.ts < b.ts ? 1 : -1))[0]
  }
  return self
}

/** Looks again whenever something happens, until the condition holds or patience ends. */
function waitUntil<T>(slack: SlackState, patienceMs: number, complain: () => string, holds: () => T | undefined | false): Promise<T> {
  return new Promise((resolve, reject) => {
    const done = (): void => { slack.listeners.delete(look); clearTimeout(timer) }
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
    const timer = setTimeout(() => { done(); reject(new Error(complain())) }, patienceMs)
    slack.listeners.add(look)
    look()
  })
}
