/** The templates to choose from, each one or two clicks away: a few as rows, more in a field to search in. */
import type { ExternalSelect, KnownBlock, StaticSelect } from '@slack/types'
import { ACTION } from '../../action-ids.ts'
import { MAX_OPTIONS, MAX_OPTIONS_TEXT, MAX_PLACEHOLDER } from '../../limits.ts'
import type { Texts } from '../../texts/texts.ts'
import { section } from '../elements/blocks.ts'
import { bold, plainText } from '../elements/text.ts'
import { templateOption, templateRow, type TemplateRow } from './template-row.ts'

/** The published templates that a person may use. */
export interface PublishedTemplates {
  /** All of them, if they are at most a hundred. */
  readonly all: readonly TemplateRow[]
  readonly total: number
}

/** So many templates are rows with a button each. */
export const MAX_TEMPLATE_ROWS = 5

/** Rows with a button to start, or a field beside `label`; choosing in it starts, too. */
export function templateChoice(templates: PublishedTemplates, label: string, texts: Texts): KnownBlock[] {
  const { all, total } = templates
  return total <= MAX_TEMPLATE_ROWS
    ? all.map((template) => templateRow(template, texts))
    : [section(bold(label, 200), { block_id: 'template', accessory: templateSelect(templates, texts) })]
}

function templateSelect({ all, total }: PublishedTemplates, texts: Texts): StaticSelect | ExternalSelect {
  const field = { action_id: ACTION.pick_template, placeholder: plainText(texts.picker_placeholder, MAX_PLACEHOLDER) }
  const options = all.map(templateOption)
  const length = options.reduce((sum, { text }) => sum + text.text.length, 0)
  return total <= MAX_OPTIONS && all.length === total && length <= MAX_OPTIONS_TEXT
    ? { type: 'static_select', ...field, options }
    : { type: 'external_select', ...field, min_query_length: 0 }
}
