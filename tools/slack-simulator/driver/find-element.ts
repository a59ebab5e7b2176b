/** Finding the element a person means: by what is written on or beside it, or by its action id. */
import { elementsOf, type PlacedElement } from '../state/element-state.ts'
import { asText, type Json, type Workspace } from '../state/model.ts'
import { blocksText, textOf } from './text/display-text.ts'

/** What is written on a button, beside a field, or in an empty menu. */
function namesOf(workspace: Workspace, { block, element }: PlacedElement): string[] {
  return [
    element['type'] === 'button' ? textOf(workspace, element['text']) : '',
    textOf(workspace, block['label']),
    textOf(workspace, element['placeholder']),
    element['type'] === 'button' ? '' : textOf(workspace, block['text']),
    asText(element['accessibility_label']),
  ].filter((name) => name !== '')
}

const same = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase()

/**
 * Which elements come into question, and in which block when several are called the same: one with that text, or of
 * that id.
 */
export interface ElementQuery {
  accepts: (element: Json) => boolean
  beside?: string | undefined
  block?: string | undefined
}

/** The elements called `name` in blocks: an exact name or id, else a name that begins so. */
export function findElements(
  workspace: Workspace,
  blocks: Json[] | undefined,
  name: string,
  { accepts, beside, block: blockId }: ElementQuery,
): PlacedElement[] {
  const all = elementsOf(blocks).filter(
    ({ block, element }) =>
      accepts(element) &&
      (beside === undefined || blocksText(workspace, [block]).includes(beside)) &&
      (blockId === undefined || block['block_id'] === blockId),
  )
  const exact = all.filter(
    (placed) =>
      placed.element['action_id'] === name ||
      placed.block['block_id'] === name ||
      namesOf(workspace, placed).some((each) => same(each, name)),
  )
  return exact.length > 0
    ? exact
    : all.filter((placed) =>
        namesOf(workspace, placed).some((each) => each.toLowerCase().startsWith(name.toLowerCase())),
      )
}

/** The one such element; an error names what there is instead. */
export function findElement(
  workspace: Workspace,
  blocks: Json[] | undefined,
  name: string,
  wanted: ElementQuery,
  where: string,
): PlacedElement {
  const [found, second] = findElements(workspace, blocks, name, wanted)
  if (!found) {
    const there = elementsOf(blocks)
      .filter(({ element }) => wanted.accepts(element))
      .map((placed) => namesOf(workspace, placed)[0] ?? String(placed.element['action_id']))
    throw new Error(`There is no "${name}" in ${where}; there is: ${there.join(', ') || 'nothing to act on'}.`)
  }
  if (second)
    throw new Error(
      `There are several called "${name}" in ${where}: say which, by its action id or by what it stands beside.`,
    )
  return found
}

export const isButton = (element: Json): boolean => element['type'] === 'button'
export const isField = (element: Json): boolean => element['type'] !== 'button'
