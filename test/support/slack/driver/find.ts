/** Finding the element a person means: by what is written on or beside it, or by its action id. */
import { elementsOf, type Placed } from '../state/element-state.ts'
import { asText, type Json, type Workspace } from '../state/model.ts'
import { textOf } from './text.ts'

/** What is written on a button, beside a field, or in an empty menu. */
export function namesOf(workspace: Workspace, { block, element }: Placed): string[] {
  return [
    element['type'] === 'button' ? textOf(workspace, element['text']) : '',
    textOf(workspace, block['label']),
    textOf(workspace, element['placeholder']),
    element['type'] === 'button' ? '' : textOf(workspace, block['text']),
    asText(element['accessibility_label']),
  ].filter((name) => name !== '')
}

const same = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase()

/** The elements called `name` in blocks: an exact name or id, else a name that begins so. */
export function elementsNamed(workspace: Workspace, blocks: Json[] | undefined, name: string, accepts: (element: Json) => boolean): Placed[] {
  const all = elementsOf(blocks).filter(({ element }) => accepts(element))
  const exact = all.filter((placed) =>
    placed.element['action_id'] === name || placed.block['block_id'] === name || namesOf(workspace, placed).some((each) => same(each, name)))
  return exact.length > 0 ? exact : all.filter((placed) => namesOf(workspace, placed).some((each) => each.toLowerCase().startsWith(name.toLowerCase())))
}

/** The one such element; an error names what there is instead. */
export function elementNamed(workspace: Workspace, blocks: Json[] | undefined, name: string, accepts: (element: Json) => boolean, where: string): Placed {
  const [found, second] = elementsNamed(workspace, blocks, name, accepts)
  if (!found) {
    const there = elementsOf(blocks).filter(({ element }) => accepts(element)).map((placed) => namesOf(workspace, placed)[0] ?? String(placed.element['action_id']))
    throw new Error(`There is no "${name}" in ${where}; there is: ${there.join(', ') || 'nothing to act on'}.`)
  }
  if (second && second.element['action_id'] !== name && found.element['action_id'] !== name) {
    throw new Error(`There are several called "${name}" in ${where}: give the action id.`)
  }
  return found
}

export const isButton = (element: Json): boolean => element['type'] === 'button'
export const isField = (element: Json): boolean => element['type'] !== 'button'
