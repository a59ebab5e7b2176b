/** What a person enters into an element, as the value Slack makes of it. */
import { list, object, placeOf, required, type Check } from '../block-kit/checks.ts'
import { menuOption } from '../block-kit/options.ts'
import { plainText } from '../block-kit/text.ts'
import type { PlacedElement } from '../state/element-state.ts'
import { asText, type Json, type Workspace } from '../state/model.ts'
import { textOf } from './text/display-text.ts'

/**
 * A text, a number, a date `YYYY-MM-DD`, the text of an option, a handle, a file; several of them; `null` empties the
 * element.
 */
export type Entry = string | number | string[] | { name: string; content: Buffer | string } | null

/** Asks the app for options that fit what was typed. */
export type Suggest = (placed: PlacedElement, typed: string) => Promise<Json[]>

const flat = (options: unknown, groups: unknown): Json[] => [
  ...(Array.isArray(options) ? (options as Json[]) : []),
  ...(Array.isArray(groups) ? (groups as Json[]).flatMap((group) => group['options'] as Json[]) : []),
]

const suggestionResponse: Check = object({
  options: list(menuOption, 100, 0),
  option_groups: list(object({ label: required(plainText(75)), options: required(list(menuOption, 100, 0)) }), 100, 0),
})

/** The options in an answer to `block_suggestion`, checked. */
export function readSuggestedOptions(body: string): Json[] {
  const answer = JSON.parse(body) as Json
  const place = placeOf('modal')
  suggestionResponse(answer, place)
  if (place.problems.length > 0)
    throw new Error(
      'The options the app suggested are refused: ' +
        place.problems.map(({ pointer, message }) => `${pointer} ${message}`).join('; '),
    )
  return flat(answer['options'], answer['option_groups'])
}

/** The value for an element, or an error naming what could be chosen. */
export async function resolveEntry(
  workspace: Workspace,
  placed: PlacedElement,
  entry: Entry,
  suggest: Suggest,
): Promise<unknown> {
  const { element } = placed
  const type = String(element['type'])
  if (entry === null) return type.startsWith('multi_') || type === 'checkboxes' ? [] : null
  const typed = asText(entry)
  if (type === 'datetimepicker') return typeof entry === 'number' ? entry : Math.floor(Date.parse(typed) / 1000)
  if (type === 'rich_text_input') {
    return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: typed }] }] }
  }
  if (type.endsWith('text_input') || type === 'number_input' || type === 'datepicker' || type === 'timepicker')
    return typed
  const several = type.startsWith('multi_') || type === 'checkboxes'
  const wanted = Array.isArray(entry) ? entry : [typed]
  const values = []
  for (const each of wanted) values.push(await resolveOption(workspace, placed, type, each, suggest))
  return several ? values : values[0]
}

async function resolveOption(
  workspace: Workspace,
  placed: PlacedElement,
  type: string,
  wanted: string,
  suggest: Suggest,
): Promise<unknown> {
  if (type.endsWith('users_select'))
    return findByName(
      wanted,
      [...workspace.users.values()].map(({ id, name, realName }) => ({ id, names: [id, name, realName] })),
    )
  if (type.endsWith('channels_select') || type.endsWith('conversations_select')) {
    return findByName(
      wanted.replace(/^#/, ''),
      [...workspace.channels.values()].map(({ id, name }) => ({ id, names: [id, name] })),
    )
  }
  const options = type.endsWith('external_select')
    ? await suggest(placed, wanted)
    : flat(placed.element['options'], placed.element['option_groups'])
  const found =
    options.find((option) => textOf(workspace, option['text']) === wanted || option['value'] === wanted) ??
    options.find((option) => textOf(workspace, option['text']).toLowerCase().startsWith(wanted.toLowerCase()))
  if (!found)
    throw new Error(
      `There is no option "${wanted}"; there is: ` +
        `${options.map((option) => textOf(workspace, option['text'])).join(', ') || 'none'}.`,
    )
  return found
}

function findByName(wanted: string, all: { id: string; names: string[] }[]): string {
  const found = all.find(({ names }) => names.some((name) => name.toLowerCase() === wanted.toLowerCase()))
  if (!found) throw new Error(`There is nobody and nothing called "${wanted}".`)
  return found.id
}

/** What Slack itself says about a field before it submits a modal; `undefined` when it is fine. */
export function findFieldError(placed: PlacedElement, held: Json): string | undefined {
  const { element } = placed
  const value = held['value']
  if (typeof value !== 'string' || value === '') return undefined
  const [min, max] = [element['min_length'], element['max_length']]
  switch (element['type']) {
    case 'plain_text_input':
      if (typeof min === 'number' && value.length < min) return `Please enter at least ${min} characters.`
      if (value.length > (typeof max === 'number' ? max : 3000))
        return `Please enter at most ${typeof max === 'number' ? max : 3000} characters.`
      return undefined
    case 'number_input':
      if (!/^-?\d+(\.\d+)?$/.test(value)) return 'Please enter a number.'
      if (element['is_decimal_allowed'] === false && value.includes('.')) return 'Please enter a whole number.'
      if (element['min_value'] !== undefined && Number(value) < Number(element['min_value']))
        return `Must be ${asText(element['min_value'])} or more.`
      if (element['max_value'] !== undefined && Number(value) > Number(element['max_value']))
        return `Must be ${asText(element['max_value'])} or less.`
      return undefined
    case 'email_text_input':
      return /^\S+@\S+\.\S+$/.test(value) ? undefined : 'Please enter a valid email address.'
    case 'url_text_input':
      return URL.canParse(value) ? undefined : 'Please enter a valid URL.'
    default:
      return undefined
  }
}
