/** Clicking buttons and choosing in menus. */
import { elementState, valueKey } from '../state/element-state.ts'
import { resolveEntry } from './element-values.ts'
import { findElement, isButton, isField } from './find-element.ts'
import type { ElementActions } from './person-actions.ts'
import { sendInteraction, type PersonDeps } from './person-scope.ts'
import { createSuggest, findTarget } from './action-targets.ts'
import { textOf } from './text/display-text.ts'

export function createElementActions(deps: PersonDeps): ElementActions {
  const { workspace } = deps
  return {
    click: async (button, { on, beside, block, deny = false } = {}) => {
      const wanted = { accepts: isButton, beside, block }
      const target = findTarget(deps, on, button, wanted)
      const placed = findElement(workspace, target.blocks, button, wanted, target.name)
      if (deny && !placed.element['confirm']) throw new Error(`"${button}" asks for no confirmation.`)
      if (!deny) await sendInteraction(deps, target.actionPayload(placed), `the click on "${button}"`)
    },
    choose: async (entry, from, { on, beside, block } = {}) => {
      const wanted = { accepts: isField, beside, block }
      const target = findTarget(deps, on, from, wanted)
      const placed = findElement(workspace, target.blocks, from, wanted, target.name)
      const held = elementState(
        placed.element,
        await resolveEntry(workspace, placed, entry, createSuggest(deps, target)),
      )
      if (valueKey(placed.element['type']) !== undefined) target.storeValue(placed, held)
      // An element of an input block says nothing until the form is submitted, unless it wants to.
      const tells = placed.block['type'] !== 'input' || placed.block['dispatch_action'] === true
      if (tells) await sendInteraction(deps, target.actionPayload(placed, held), `the choice in "${from}"`)
    },
    search: async (typed, menu, { on, beside, block } = {}) => {
      const wanted = { accepts: isField, beside, block }
      const target = findTarget(deps, on, menu, wanted)
      const placed = findElement(workspace, target.blocks, menu, wanted, target.name)
      return (await createSuggest(deps, target)(placed, typed)).map((option) => textOf(workspace, option['text']))
    },
  }
}
