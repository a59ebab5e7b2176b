/** Clicking buttons and choosing in menus. */
import { holding, valueKey } from '../state/element-state.ts'
import { valueOf } from './entries.ts'
import { elementNamed, isButton, isField } from './find.ts'
import type { ActsOnElements } from './person.ts'
import { acknowledged, type PersonDeps } from './reach.ts'
import { suggestionsFor, targetOf } from './targets.ts'
import { textOf } from './text.ts'

export function actsOnElements(deps: PersonDeps): ActsOnElements {
  const { workspace } = deps
  return {
    click: async (button, { on, beside, block, deny = false } = {}) => {
      const wanted = { accepts: isButton, beside, block }
      const target = targetOf(deps, on, button, wanted)
      const placed = elementNamed(workspace, target.blocks, button, wanted, target.name)
      if (deny && !placed.element['confirm']) throw new Error(`"${button}" asks for no confirmation.`)
      if (!deny) await acknowledged(deps, target.act(placed), `the click on "${button}"`)
    },
    choose: async (entry, from, { on, beside, block } = {}) => {
      const wanted = { accepts: isField, beside, block }
      const target = targetOf(deps, on, from, wanted)
      const placed = elementNamed(workspace, target.blocks, from, wanted, target.name)
      const held = holding(placed.element, await valueOf(workspace, placed, entry, suggestionsFor(deps, target)))
      if (valueKey(placed.element['type']) !== undefined) target.keep(placed, held)
      // An element of an input block says nothing until the form is submitted, unless it wants to.
      const tells = placed.block['type'] !== 'input' || placed.block['dispatch_action'] === true
      if (tells) await acknowledged(deps, target.act(placed, held), `the choice in "${from}"`)
    },
    search: async (typed, menu, { on, beside, block } = {}) => {
      const wanted = { accepts: isField, beside, block }
      const target = targetOf(deps, on, menu, wanted)
      const placed = elementNamed(workspace, target.blocks, menu, wanted, target.name)
      return (await suggestionsFor(deps, target)(placed, typed)).map((option) => textOf(workspace, option['text']))
    },
  }
}
