/** The Block Kit validator: what Slack would refuse in a message's blocks or in a view. */
import { blocks } from './blocks.ts'
import {
  boolean,
  inside,
  isRecord,
  object,
  oneOf,
  placeOf,
  report,
  required,
  string,
  type Fields,
  type Place,
  type Problem,
  type Surface,
} from './checks.ts'
import { plainText } from './text.ts'

/** Longest text of all blocks of one message together, in characters (observed: about 13,200). */
export const MAX_BLOCKS_TEXT = 13_200
/** Largest view, in bytes. */
export const MAX_VIEW_BYTES = 250 * 1024

/** The problems of a list of blocks; `pointer` is where the list stands in the payload. */
export function findBlockProblems(value: unknown, surface: Surface, pointer = '/blocks'): Problem[] {
  const place = placeOf(surface, pointer)
  blocks(value, place)
  return place.problems
}

const shared: Fields = {
  blocks: required(blocks),
  private_metadata: string(3000, 0),
  callback_id: string(255, 0),
  external_id: string(255, 0),
}

const modal = object({
  ...shared,
  type: required(oneOf('modal')),
  title: required(plainText(24)),
  submit: plainText(24),
  close: plainText(24),
  clear_on_close: boolean,
  notify_on_close: boolean,
  submit_disabled: boolean,
})

const home = object({ ...shared, type: required(oneOf('home')) })

function submitWhereNeeded(view: Record<string, unknown>, place: Place): void {
  const asks =
    Array.isArray(view['blocks']) && view['blocks'].some((each) => isRecord(each) && each['type'] === 'input')
  if (asks && view['submit'] === undefined)
    report(place, 'missing required field: submit (the view has an input block)', 'required', 'submit', 'missing_field')
}

/** The problems of a view for `surface`. */
export function findViewProblems(value: unknown, surface: 'modal' | 'home', pointer = '/view'): Problem[] {
  const place = placeOf(surface, pointer)
  if (isRecord(value) && value['type'] !== undefined && value['type'] !== surface) {
    report(inside(place, 'type'), 'must be a valid enum value', 'enum', [surface])
    return place.problems
  }
  if (surface === 'modal') modal(value, place)
  else home(value, place)
  if (surface === 'modal' && isRecord(value)) submitWhereNeeded(value, place)
  return place.problems
}

/** Characters of all texts in blocks, which Slack limits for a message as a whole. */
export function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + textLength(each), 0)
  if (!isRecord(value)) return 0
  return Object.entries(value).reduce(
    (sum, [key, each]) => sum + (key === 'text' && typeof each === 'string' ? each.length : textLength(each)),
    0,
  )
}

/** Problems as the lines of `response_metadata.messages`. */
export function messagesOf(problems: Problem[]): string[] {
  return problems.map((problem) => `[ERROR] ${problem.message} [json-pointer:${problem.pointer}]`)
}
