/**
 * What an interactive element holds: its value at first, and the value a person gave it, as payloads' `state.values`
 * has it.
 */
import type { Json } from './model.ts'

/**
 * Elements that hold a value, by type → the key of that value, what it is when empty, and the field of the element it
 * begins with.
 */
const VALUES: Record<string, { key: string; empty: unknown; initial: string | undefined }> = {
  plain_text_input: { key: 'value', empty: null, initial: 'initial_value' },
  email_text_input: { key: 'value', empty: null, initial: 'initial_value' },
  url_text_input: { key: 'value', empty: null, initial: 'initial_value' },
  number_input: { key: 'value', empty: null, initial: 'initial_value' },
  rich_text_input: { key: 'rich_text_value', empty: null, initial: 'initial_value' },
  file_input: { key: 'files', empty: [], initial: undefined },
  datepicker: { key: 'selected_date', empty: null, initial: 'initial_date' },
  timepicker: { key: 'selected_time', empty: null, initial: 'initial_time' },
  datetimepicker: { key: 'selected_date_time', empty: null, initial: 'initial_date_time' },
  static_select: { key: 'selected_option', empty: null, initial: 'initial_option' },
  external_select: { key: 'selected_option', empty: null, initial: 'initial_option' },
  radio_buttons: { key: 'selected_option', empty: null, initial: 'initial_option' },
  users_select: { key: 'selected_user', empty: null, initial: 'initial_user' },
  conversations_select: { key: 'selected_conversation', empty: null, initial: 'initial_conversation' },
  channels_select: { key: 'selected_channel', empty: null, initial: 'initial_channel' },
  checkboxes: { key: 'selected_options', empty: [], initial: 'initial_options' },
  multi_static_select: { key: 'selected_options', empty: [], initial: 'initial_options' },
  multi_external_select: { key: 'selected_options', empty: [], initial: 'initial_options' },
  multi_users_select: { key: 'selected_users', empty: [], initial: 'initial_users' },
  multi_conversations_select: { key: 'selected_conversations', empty: [], initial: 'initial_conversations' },
  multi_channels_select: { key: 'selected_channels', empty: [], initial: 'initial_channels' },
}

/** The key under which an element of this type holds its value; none for what is only clicked. */
export const valueKey = (type: unknown): string | undefined =>
  typeof type === 'string' ? VALUES[type]?.key : undefined

/** The element with that value. An overflow menu says what was chosen, and keeps nothing. */
export const elementState = (element: Json, value: unknown): Json => ({
  type: element['type'],
  [element['type'] === 'overflow' ? 'selected_option' : (valueKey(element['type']) ?? 'value')]: value,
})

function initial(element: Json): Json {
  const { empty = null, initial: field } = VALUES[String(element['type'])] ?? {}
  return elementState(element, (field === undefined ? undefined : element[field]) ?? empty)
}

/** Whether an element's state holds nothing. */
export function isEmpty(state: Json): boolean {
  const value = state[valueKey(state['type']) ?? 'value']
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

/** An interactive element, with the block it stands in. */
export interface PlacedElement {
  block: Json
  element: Json
}

/** The interactive elements of blocks, in the order they are seen. */
export function elementsOf(blocks: Json[] | undefined): PlacedElement[] {
  return (blocks ?? []).flatMap((block) => {
    const elements = [
      block['accessory'],
      block['element'],
      ...(block['type'] === 'actions' && Array.isArray(block['elements']) ? block['elements'] : []),
    ]
    return elements.flatMap((element) => {
      const isElement = typeof element === 'object' && element !== null && 'action_id' in element
      return isElement ? [{ block, element: element as Json }] : []
    })
  })
}

/** The state of all elements of `blocks`: what `before` held under the same ids and of the same type stays. */
export function stateOf(
  blocks: Json[],
  before: Record<string, Record<string, Json>> = {},
): Record<string, Record<string, Json>> {
  const state: Record<string, Record<string, Json>> = {}
  for (const { block, element } of elementsOf(blocks)) {
    if (valueKey(element['type']) === undefined) continue
    const [blockId, actionId] = [String(block['block_id']), String(element['action_id'])]
    const kept = before[blockId]?.[actionId]
    const row = (state[blockId] ??= {})
    row[actionId] = kept && kept['type'] === element['type'] ? kept : initial(element)
  }
  return state
}
