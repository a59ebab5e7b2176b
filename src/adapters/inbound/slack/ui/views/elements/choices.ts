/**
 * Choices as Slack elements: up to 5 as buttons, up to 10 as radio buttons or check boxes, up to 100 as a select, more
 * as a search.
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
import {
  MAX_CHOICE_BUTTONS,
  MAX_OPTION_TEXT,
  MAX_OPTIONS,
  MAX_OPTIONS_TEXT,
  MAX_PLACEHOLDER,
  MAX_RADIO_OPTIONS,
} from '../../limits.ts'
import type { Texts } from '../../texts/texts.ts'
import { option } from './option.ts'
import { oneLine, plainText } from './text.ts'

/** How choices are shown. */
export type ChoiceWidget = 'buttons' | 'radio' | 'select' | 'search'

/** The widget for so many choices. */
export const widgetFor = (choices: readonly Choice[]): ChoiceWidget =>
  choices.length <= MAX_CHOICE_BUTTONS
    ? 'buttons'
    : choices.length <= MAX_RADIO_OPTIONS
      ? 'radio'
      : choices.length <= MAX_OPTIONS && fitsSelect(choices)
        ? 'select'
        : 'search'

/** Whether the labels of the choices fit into one message. */
export const fitsSelect = (choices: readonly Choice[]): boolean =>
  choices.reduce((sum, { label }) => sum + Math.min(label.length, MAX_OPTION_TEXT), 0) <= MAX_OPTIONS_TEXT

/** A choice as an option. Its number is the value, because the choice's own value may be too long for Slack. */
export const choiceOption = ({ label }: Choice, index: number): PlainTextOption => option(label, String(index))

/** The choice of an option, button or suggestion; undefined for an invalid number. */
export const choiceAt = (choices: readonly Choice[] | undefined, value: string | undefined): Choice | undefined =>
  value !== undefined && /^\d{1,3}$/.test(value) ? choices?.[Number(value)] : undefined

/** Whether a label is cut, so that it must be shown in full elsewhere. */
export const isCut = ({ label }: Choice): boolean => oneLine(label).length > MAX_OPTION_TEXT

/** The element that picks one choice, for more than five choices or in a form. */
export function oneOfElement(
  action_id: string,
  choices: readonly Choice[],
  chosen: string | undefined,
  texts: Texts,
): RadioButtons | StaticSelect | ExternalSelect {
  const at = choices.findIndex(({ value }) => value === chosen)
  const choice = choices[at]
  const initial = choice === undefined ? {} : { initial_option: choiceOption(choice, at) }
  if (choices.length <= MAX_RADIO_OPTIONS)
    return { type: 'radio_buttons', action_id, options: choices.map(choiceOption), ...initial }
  const placeholder = plainText(texts.choose, MAX_PLACEHOLDER)
  return widgetFor(choices) === 'select'
    ? { type: 'static_select', action_id, placeholder, options: choices.map(choiceOption), ...initial }
    : {
        type: 'external_select',
        action_id,
        placeholder: plainText(texts.picker_placeholder, MAX_PLACEHOLDER),
        min_query_length: 0,
        ...initial,
      }
}

/** The element that picks several choices. */
export function someOfElement(
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
    .slice(0, Math.min(MAX_OPTIONS, max_items ?? MAX_OPTIONS))
  const initial = options.length === 0 ? {} : { initial_options: options }
  if (choices.length <= MAX_RADIO_OPTIONS)
    return { type: 'checkboxes', action_id, options: choices.map(choiceOption), ...initial }
  const most = max_items === undefined ? {} : { max_selected_items: Math.max(1, max_items) }
  const placeholder = plainText(texts.choose_some, MAX_PLACEHOLDER)
  return widgetFor(choices) === 'select'
    ? { type: 'multi_static_select', action_id, placeholder, options: choices.map(choiceOption), ...initial, ...most }
    : {
        type: 'multi_external_select',
        action_id,
        placeholder: plainText(texts.picker_placeholder, MAX_PLACEHOLDER),
        min_query_length: 0,
        ...initial,
        ...most,
      }
}
