/** Where nothing can be begun yet: there is no template, or the person may not ask for documents. */
import type { KnownBlock } from '@slack/types'
import { ACTION } from '../../action-ids.ts'
import type { Texts } from '../../texts/texts.ts'
import { actions, section } from '../elements/blocks.ts'
import { button } from '../elements/button.ts'
import { escapeCut } from '../elements/text.ts'
import { templateRow, type TemplateRow } from './template-row.ts'

/** Who reads that there is no template: somebody who can make one, or somebody who knows whom to ask. */
export type FirstTemplate =
  | { readonly may_author: true; readonly sample: { readonly name: string; readonly title: string } }
  | { readonly may_author: false; readonly authors: readonly string[] }

/** There is no template: how to make the first, or who can. */
export function noTemplates(first: FirstTemplate, texts: Texts): KnownBlock[] {
  if (!first.may_author)
    return [
      section(
        [texts.picker_none, texts.picker_none_ask({ authors: first.authors })]
          .map((sentence) => escapeCut(sentence, 600))
          .join(' '),
      ),
    ]
  const { name, title } = first.sample
  return [
    section(escapeCut([texts.picker_none, texts.picker_none_author].join(' '), 600)),
    actions('sample', [button(ACTION.sample, texts.sample_add({ title }), { value: name, style: 'primary' })]),
  ]
}

/** The same in one line, for notifications. */
export const noTemplatesText = (first: FirstTemplate, texts: Texts): string =>
  [
    texts.picker_none,
    first.may_author ? texts.picker_none_author : texts.picker_none_ask({ authors: first.authors }),
  ].join(' ')

/** The example is there, and can be started. */
export const sampleAdded = (template: TemplateRow, texts: Texts): KnownBlock[] => [
  section(escapeCut(texts.sample_added({ title: template.name }), 600)),
  templateRow(template, texts),
]
