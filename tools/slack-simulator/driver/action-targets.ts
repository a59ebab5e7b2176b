/** What a click or a choice is done on: a message, the modal, or the home tab. */
import { stateOf, type PlacedElement } from '../state/element-state.ts'
import type { Channel, Json, Message, View } from '../state/model.ts'
import { modalsOf } from '../state/views.ts'
import { readSuggestedOptions } from './element-values.ts'
import { findElements, type ElementQuery } from './find-element.ts'
import { actionOf, messageAction, suggestion, viewAction } from './payloads.ts'
import type { ActionTarget } from './person-actions.ts'
import { sendInteraction, topModal, findVisibleMessage, type PersonDeps } from './person-scope.ts'
import { joinedChannels, isVisible, toSeenMessage } from './seen-message.ts'

export interface Target {
  blocks: Json[]
  /** As errors call it. */
  name: string
  /** The payload of an action on one of its elements. */
  actionPayload(placed: PlacedElement, held?: Json): Json
  /** The payload that asks for options. */
  suggestionPayload(placed: PlacedElement, typed: string): Json
  /** Keeps the value of an element. */
  storeValue(placed: PlacedElement, held: Json): void
}

export function viewTarget(deps: PersonDeps, view: View, name: string): Target {
  return {
    blocks: view.view.blocks,
    name,
    actionPayload: (placed, held) => viewAction(deps, view, actionOf(deps.slack, placed, held)),
    suggestionPayload: (placed, typed) => suggestion(deps, placed, typed, { view }),
    storeValue: ({ block, element }, held) => {
      ;(view.state[String(block['block_id'])] ??= {})[String(element['action_id'])] = held
    },
  }
}

function messageTarget(deps: PersonDeps, channel: Channel, message: Message): Target {
  const key = `${channel.id} ${message.ts}`
  return {
    blocks: message.blocks ?? [],
    name: `the message "${toSeenMessage(deps.workspace, channel, message).text.slice(0, 60)}"`,
    actionPayload: (placed, held) =>
      messageAction(deps, channel, message, actionOf(deps.slack, placed, held), deps.chosen.get(key) ?? {}),
    suggestionPayload: (placed, typed) => suggestion(deps, placed, typed, { channel, message }),
    storeValue: ({ block, element }, held) => {
      const state = stateOf(message.blocks ?? [], deps.chosen.get(key))
      ;(state[String(block['block_id'])] ??= {})[String(element['action_id'])] = held
      deps.chosen.set(key, state)
    },
  }
}

/** What is meant: what was said, else the open modal, else the newest message that has such an element. */
export function findTarget(deps: PersonDeps, on: ActionTarget | undefined, name: string, wanted: ElementQuery): Target {
  const { workspace, user } = deps
  if (on === 'home') {
    const home = workspace.homes.get(user.id)
    if (!home) throw new Error(`The home tab of ${user.name} is empty.`)
    return viewTarget(deps, home, 'the home tab')
  }
  if (on === 'modal' || (on === undefined && modalsOf(workspace, user.id).length > 0))
    return viewTarget(deps, topModal(deps), 'the modal')
  if (on !== undefined) {
    const { channel, message } = findVisibleMessage(deps, on)
    return messageTarget(deps, channel, message)
  }
  const all = joinedChannels(workspace, user.id).flatMap((channel) =>
    channel.messages.filter((message) => isVisible(message, user.id)).map((message) => ({ channel, message })),
  )
  const found = all
    .toSorted((a, b) => (a.message.ts < b.message.ts ? 1 : -1))
    .find(({ message }) => findElements(workspace, message.blocks, name, wanted).length > 0)
  if (!found) throw new Error(`${user.name} sees no "${name}" in any message.`)
  return messageTarget(deps, found.channel, found.message)
}

/** Options of an external menu for what is typed into it; Slack asks from `min_query_length` (3) characters on. */
export const createSuggest =
  (deps: PersonDeps, target: Target) =>
  async (placed: PlacedElement, typed: string): Promise<Json[]> => {
    const set = placed.element['min_query_length']
    const needed = typeof set === 'number' ? set : 3
    if (typed.length < needed) throw new Error(`Slack asks for options from ${needed} characters on.`)
    return readSuggestedOptions(
      (await sendInteraction(deps, target.suggestionPayload(placed, typed), `the search for "${typed}"`)).body,
    )
  }
