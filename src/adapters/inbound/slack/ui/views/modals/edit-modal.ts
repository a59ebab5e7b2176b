/** The form for one answer. */
import type { KnownBlock, ModalView } from '@slack/types'
import type { Erased, ShownValue } from '../../../../../../domain/questions/answer.ts'
import { CALLBACK } from '../../action-ids.ts'
import type { Texts } from '../../texts/texts.ts'
import { context, section } from '../elements/blocks.ts'
import { modal } from '../elements/modal.ts'
import { modalInput } from '../inputs/modal-input.ts'
import { escapeCut, oneLine } from '../elements/text.ts'
import { type FormMetadata, fieldId } from './form-metadata.ts'
import type { GenerationView, QuestionView } from '../../../../../../queries/generation/generation-view.ts'

/** Both values of an answer that was changed while the form was open. */
export interface FormConflict {
  readonly theirs: string
  readonly mine: string
}

/** The form for one answer; with `conflict` it shows both values. */
export function editModal(
  { id, locale }: Pick<GenerationView, 'id' | 'locale'>,
  question: QuestionView,
  value: ShownValue | Erased | null | undefined,
  {
    shown_under,
    conflict,
    where,
  }: {
    readonly shown_under?: string | undefined
    readonly conflict?: FormConflict | undefined
    readonly where?: string | undefined
  },
  texts: Texts,
): ModalView {
  const metadata: FormMetadata = { generation: id, shown_under, names: [question.name], revision: question.revision }
  const field = modalInput({
    block_id: fieldId(id, question, conflict === undefined ? 'f' : 'g'),
    question,
    value,
    locale,
    optional: false,
    texts,
  })
  const blocks: KnownBlock[] = [
    ...(where === undefined ? [] : [context(escapeCut(oneLine(where), 500))]),
    ...(conflict === undefined
      ? []
      : [
          section(
            [
              `:warning: ${escapeCut(texts.changed_meanwhile, 300)}`,
              escapeCut(texts.now_it_is({ answer: oneLine(conflict.theirs) || '–' }), 900),
              escapeCut(texts.you_wrote({ answer: oneLine(conflict.mine) || '–' }), 900),
              escapeCut(texts.save_anyway, 400),
            ].join('\n'),
          ),
        ]),
    ...(field === undefined ? [section(escapeCut(question.label, 500))] : [field]),
  ]
  return modal({
    callback_id: CALLBACK.edit,
    title: texts.edit_title,
    blocks,
    close: texts.close,
    metadata,
    ...(field === undefined ? {} : { submit: texts.save }),
  })
}
