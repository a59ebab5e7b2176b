/**
 * What every interactive element has: an action id, unique within its block, and the one wish for the focus of a view.
 */
import { boolean, report, string, type Check, type Fields } from './checks.ts'

const actionId: Check = (value, place) => {
  string(255)(value, place)
  if (typeof value !== 'string') return
  if (place.actionIds.has(value))
    report(
      place,
      `\`action_id\` "${value}" already exists for another element in this block`,
      'unique',
      value,
      'duplicate_id',
    )
  place.actionIds.add(value)
}

const focusOnLoad: Check = (value, place) => {
  boolean(value, place)
  if (value !== true) return
  place.focused.count += 1
  if (place.focused.count > 1) report(place, 'only one element of a view can have the focus', 'max_items', 1)
}

/** Fields of every element that can be acted on. */
export const actionable: Fields = { action_id: actionId }

/** Fields of an element that can also take the focus. */
export const focusable: Fields = { action_id: actionId, focus_on_load: focusOnLoad }
