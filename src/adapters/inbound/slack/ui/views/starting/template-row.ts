/** A template in a list or a select. */
import type { KnownBlock, PlainTextOption } from '@slack/types'
import { ACTION } from '../../action-ids.ts'
import type { Texts } from '../../texts/texts.ts'
import { section } from '../elements/blocks.ts'
import { button } from '../elements/button.ts'
import { option } from '../elements/option.ts'
import { bold, escapeCut } from '../elements/text.ts'

/** A template in a list. */
export interface TemplateRow {
  readonly id: string
  readonly name: string
  readonly question_count: number
}

/** A template with a button to start it. */
export const templateRow = ({ id, name, question_count }: TemplateRow, texts: Texts): KnownBlock =>
  section(`${bold(name, 800)}  ${escapeCut(texts.questions({ count: question_count }), 100)}`, {
    accessory: button(ACTION.start, texts.start, { value: id, spoken: `${texts.start}: ${name}` }),
  })

/** A template as an option of a select; its id is the value. */
export const templateOption = ({ id, name }: Pick<TemplateRow, 'id' | 'name'>): PlainTextOption => option(name, id)
