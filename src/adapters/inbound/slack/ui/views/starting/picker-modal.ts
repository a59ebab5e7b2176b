/** The template picker. */
import type { KnownBlock, ModalView } from '@slack/types'
import { ACTION, CALLBACK } from '../../action-ids.ts'
import { MAX_OPTIONS, MAX_PLACEHOLDER } from '../../limits.ts'
import type { Texts } from '../../texts/texts.ts'
import { context, section } from '../elements/blocks.ts'
import { input, modal } from '../elements/modal.ts'
import { escapeCut, plainText } from '../elements/text.ts'
import { type TemplateRow, templateRow, templateOption } from './template-row.ts'

/** The templates that the picker offers. */
export interface PickerContent {
  readonly favourites: readonly TemplateRow[]
  readonly recent: readonly TemplateRow[]
  /** All templates, if they are at most a hundred. */
  readonly all: readonly TemplateRow[]
  readonly total: number
  readonly is_author: boolean
}

/** The most rows of favourites, and of recent templates. */
export const PICKER_ROWS = 5

/** The picker: favourites, recent templates, and a search of all. */
export function pickerModal({ favourites, recent, all, total, is_author }: PickerContent, texts: Texts): ModalView {
  const title = texts.picker_title
  if (total === 0) {
    const words = [texts.picker_none, is_author ? texts.picker_none_author : ''].join(' ')
    return modal({ callback_id: CALLBACK.started, title, blocks: [section(escapeCut(words, 600))], close: texts.close })
  }
  const placeholder = plainText(texts.picker_placeholder, MAX_PLACEHOLDER)
  const element =
    total <= MAX_OPTIONS && all.length === total
      ? { type: 'static_select' as const, action_id: ACTION.value, placeholder, options: all.map(templateOption) }
      : { type: 'external_select' as const, action_id: ACTION.pick_template, placeholder, min_query_length: 0 }
  const blocks: KnownBlock[] = [
    ...templateSection(texts.picker_favourites, favourites, texts),
    ...templateSection(
      texts.picker_recent,
      recent.filter(({ id }) => !favourites.some((one) => one.id === id)),
      texts,
    ),
    input(
      'template',
      total <= PICKER_ROWS && favourites.length + recent.length === 0 ? texts.picker_intro : texts.picker_all,
      element,
    ),
  ]
  return modal({ callback_id: CALLBACK.picker, title, blocks, submit: texts.start, close: texts.close })
}

function templateSection(title: string, templates: readonly TemplateRow[], texts: Texts): KnownBlock[] {
  if (templates.length === 0) return []
  return [
    context(`*${escapeCut(title, 200)}*`),
    ...templates.slice(0, PICKER_ROWS).map((template) => templateRow(template, texts)),
  ]
}
