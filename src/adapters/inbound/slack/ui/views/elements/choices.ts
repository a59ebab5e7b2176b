/**
 * Choices as Slack offers them: buttons up to 5, radio or check boxes up to 10, a select up to 100 that are not too
 * long, beyond that a search.
 */
import type {
  Checkboxes,
  MultiExternalSelect,
  MultiStaticSelect,
  PlainTextOption,
  RadioButtons,
  ExternalSelect,
  StaticSelect,
} from '@slack/types'
import type { Choice } from '../../../../../../domain/questions/question.ts'
import { CHOICE_BUTTONS, OPTION, OPTIONS, OPTIONS_TEXT, PLACEHOLDER, RADIOS } from '../../limits.ts'
import type { Texts } from '../../texts/texts.ts'
import { option } from './blocks.ts'
import { oneLine, plain } from './text.ts'

export type ChoiceWidget = 'buttons' | 'radio' | 'select' | 'search'

export const widgetFor = (choices: readonly Choice[]): ChoiceWidget =>
  choices.length <= CHOICE_BUTTONS
    ? 'buttons'
    : choices.length <= RADIOS
      ? 'radio'
      : choices.length <= OPTIONS && fitsSelect(choices)
        ? 'select'
        : 'search'

/** Whether the labels of so many choices can be sent with a message. */
export const fitsSelect = (choices: readonly Choice[]): boolean =>
  choices.reduce((sum, { label }) => sum + Math.min(label.length, OPTION), 0) <= OPTIONS_TEXT

/** A choice as an option; its number is the value, since a choice's own value may be longer than Slack allows. */
const choiceOption = ({ label }: Choice, index: number): PlainTextOption => option(label, String(index))

/** The choice that an option, button or suggestion stands for; undefined for a number that is none. */
export const choiceAt = (choices: readonly Choice[] | undefined, value: string | undefined): Choice | undefined =>
  value !== undefined && /^\d{1,3}$/.test(value) ? choices?.[Number(value)] : undefined

/** Whether a label is shown cut short, so that it has to be read somewhere else. */
export const isCut = ({ label }: Choice): boolean => oneLine(label).length > OPTION

/** One of several, for a question with more than five choices, or in a form. */
export function oneOf(
  action_id: string,
  choices: readonly Choice[],
  chosen: string | undefined,
  texts: Texts,
): RadioButtons | StaticSelect | ExternalSelect {
  const at = choices.findIndex(({ value }) => value === chosen)
  const choice = choices[at]
  const initial = choice === undefined ? {} : { initial_option: choiceOption(choice, at) }
  if (choices.length <= RADIOS)
    return { type: 'radio_buttons', action_id, options: choices.map(choiceOption), ...initial }
  const placeholder = plain(texts.choose, PLACEHOLDER)
  return widgetFor(choices) === 'select'
    ? { type: 'static_select', action_id, placeholder, options: choices.map(choiceOption), ...initial }
    : {
        type: 'external_select',
        action_id,
        placeholder: plain(texts.picker_placeholder, PLACEHOLDER),
        min_query_length: 0,
        ...initial,
      }
}

export function someOf(
  action_id: string,
  choices: readonly Choice[],
  chosen: readonly string[],
  texts: Texts,
  max_items?: number,
): Checkboxes | MultiStaticSelect | MultiExternalSelect {
  const wanted = new Set(chosen)
  const options = choices
    .map(choiceOption)
    .filter((_, index) => wanted.has(choices[index]?.value ?? ''))
    .slice(0, Math.min(OPTIONS, max_items ?? OPTIONS))
  const initial = options.length === 0 ? {} : { initial_options: options }
  if (choices.length <= RADIOS) return { type: 'checkboxes', action_id, options: choices.map(choiceOption), ...initial }
  const most = max_items === undefined ? {} : { max_selected_items: Math.max(1, max_items) }
  const placeholder = plain(texts.choose_some, PLACEHOLDER)
  return widgetFor(choices) === 'select'
    ? { type: 'multi_static_select', action_id, placeholder, options: choices.map(choiceOption), ...initial, ...most }
    : {
        type: 'multi_external_select',
        action_id,
        placeholder: plain(texts.picker_placeholder, PLACEHOLDER),
        min_query_length: 0,
        ...initial,
        ...most,
      }
}

/** What a search finds: those whose label has all the words, the beginnings first; at most 100. */
export function searchChoices(choices: readonly Choice[], query: string): PlainTextOption[] {
  const words = folded(query)
    .split(' ')
    .filter((word) => word !== '')
  const found = choices
    .map((choice, index) => ({ choice, index, label: folded(choice.label) }))
    .filter(({ label, index }) => words.every((word) => label.includes(word)) || query.trim() === String(index + 1))
  const first = words[0] ?? ''
  const sorted = [
    ...found.filter(({ label }) => label.startsWith(first)),
    ...found.filter(({ label }) => !label.startsWith(first)),
  ]
  return sorted.slice(0, OPTIONS).map(({ choice, index }) => choiceOption(choice, index))
}

/** Without case and accents. */
export const folded = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll(/\s+/g, ' ').trim().toLowerCase()
