/** Options of menus, radio buttons and checkboxes. */
import { isDeepStrictEqual } from 'node:util'
import { inside, isRecord, list, object, report, required, rule, string, type Check } from './checks.ts'
import { anyText, plainText } from './text.ts'

/** An option of a select menu: plain text. */
export const menuOption: Check = object({
  text: required(plainText(75)),
  value: required(string(150)),
  description: plainText(75),
})

/** An option of radio buttons or checkboxes: its text may have markup. */
export const boxOption: Check = object({
  text: required(anyText(75)),
  value: required(string(150)),
  description: anyText(75),
})

/** An option of an overflow menu: it may be a link. */
export const overflowOption: Check = object({
  text: required(plainText(75)),
  value: string(150),
  description: plainText(75),
  url: string(3000),
})

const group: Check = object({ label: required(plainText(75)), options: required(list(menuOption, 100)) })

export const optionGroups: Check = list(group, 100)

/** Every option an element offers, in groups or not. */
function offered(element: Record<string, unknown>): unknown[] {
  const groups = Array.isArray(element['option_groups']) ? element['option_groups'] : [element]
  return groups.flatMap((each: unknown) => (isRecord(each) && Array.isArray(each['options']) ? each['options'] : []))
}

/** `emoji` and `verbatim` have defaults, which a comparison must not see. */
function plain(option: unknown): unknown {
  return JSON.parse(
    JSON.stringify(option, (key, value: unknown) => (key === 'emoji' || key === 'verbatim' ? undefined : value)),
  )
}

/** What is chosen at first must be exactly one of the options. */
export const initialIsOffered: Check = rule((element, place) => {
  const options = offered(element).map(plain)
  const initial = element['initial_option'] === undefined ? [] : [element['initial_option']]
  const several = Array.isArray(element['initial_options']) ? element['initial_options'] : []
  for (const option of [...initial, ...several]) {
    if (!options.some((each) => isDeepStrictEqual(each, plain(option)))) {
      const field = element['initial_option'] === undefined ? 'initial_options' : 'initial_option'
      report(inside(place, field), `\`${field}\` must be one of the provided options`, 'enum', 'one of options')
    }
  }
})

/** A menu has its options in one list or in groups, not both. */
export const optionsOrGroups: Check = rule((element, place) => {
  if ((element['options'] === undefined) === (element['option_groups'] === undefined)) {
    report(
      place,
      'must provide exactly one of: options, option_groups',
      'one_of',
      ['options', 'option_groups'],
      'missing_field',
    )
  }
})
