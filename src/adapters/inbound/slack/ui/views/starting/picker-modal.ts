/** The template picker. */
import type { KnownBlock, ModalView } from '@slack/types'
import { CALLBACK } from '../../action-ids.ts'
import type { Texts } from '../../texts/texts.ts'
import { context } from '../elements/blocks.ts'
import { modal } from '../elements/modal.ts'
import { escapeCut } from '../elements/text.ts'
import { noTemplates, type FirstTemplate } from './no-templates.ts'
import { MAX_TEMPLATE_ROWS, templateChoice, type PublishedTemplates } from './template-choice.ts'
import { type TemplateRow, templateRow } from './template-row.ts'

/** The templates that the picker offers; there is at least one. */
export interface PickerContent extends PublishedTemplates {
  readonly favourites: readonly TemplateRow[]
  readonly recent: readonly TemplateRow[]
}

/** The most rows of favourites, and of recent templates. */
export const PICKER_ROWS = 5

/**
 * The picker: favourites, recent templates, and a search of all; where there are few, these alone. One click starts,
 * with a single template, too: whoever only looks has nothing begun in their name.
 */
export function pickerModal({ favourites, recent, ...templates }: PickerContent, texts: Texts): ModalView {
  const isShort = templates.total <= MAX_TEMPLATE_ROWS
  const lately = recent.filter(({ id }) => !favourites.some((one) => one.id === id))
  const blocks: KnownBlock[] = [
    ...(isShort
      ? [context(escapeCut(texts.picker_intro, 200))]
      : [
          ...templateSection(texts.picker_favourites, favourites, texts),
          ...templateSection(texts.picker_recent, lately, texts),
        ]),
    ...templateChoice(templates, texts.picker_all, texts),
  ]
  return modal({ callback_id: CALLBACK.picker, title: texts.picker_title, blocks, close: texts.close })
}

/** The picker where there is no template. */
export const emptyPicker = (first: FirstTemplate, texts: Texts): ModalView =>
  modal({
    callback_id: CALLBACK.picker,
    title: texts.picker_title,
    blocks: noTemplates(first, texts),
    close: texts.close,
  })

function templateSection(title: string, templates: readonly TemplateRow[], texts: Texts): KnownBlock[] {
  if (templates.length === 0) return []
  return [
    context(`*${escapeCut(title, 200)}*`),
    ...templates.slice(0, PICKER_ROWS).map((template) => templateRow(template, texts)),
  ]
}
