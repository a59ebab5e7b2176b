/** The row of buttons that go back, skip, or open the overflow menu. */
import type { ActionsBlockElement, KnownBlock } from '@slack/types'
import { ACTION, OVERFLOW_CHOICES, type OverflowChoice } from '../../action-ids.ts'
import { blockId } from '../../block-id.ts'
import type { Texts } from '../../texts/texts.ts'
import { actions } from '../elements/blocks.ts'
import { button } from '../elements/button.ts'
import { option, overflow } from '../elements/option.ts'
import type { MessageData } from '../elements/message-data.ts'
import type { QuestionView } from '../../../../../../queries/generation/generation-view.ts'

/** The buttons below a question. */
export function questionControls(
  { generation, question }: MessageData & { readonly question: QuestionView },
  texts: Texts,
): KnownBlock {
  const started = Object.keys(generation.answers).length > 0
  const labels: Readonly<Record<OverflowChoice, string>> = {
    edit: texts.more_edit,
    delegate: texts.more_delegate,
    repeat: texts.more_repeat,
    help: texts.more_help,
    cancel: texts.more_cancel,
  }
  const more = OVERFLOW_CHOICES.filter(
    (one) => (one !== 'edit' || started) && (one !== 'delegate' || question.kind !== 'list'),
  )
  const elements: ActionsBlockElement[] = [
    ...(started ? [button(ACTION.back, texts.back)] : []),
    ...(question.required || question.kind === 'list'
      ? []
      : [button(ACTION.skip, texts.skip, { spoken: `${texts.skip}: ${question.label}` })]),
    ...(generation.progress.open > 1 && question.kind !== 'list' ? [button(ACTION.several, texts.several)] : []),
    ...(question.document_language === undefined ? [] : [button(ACTION.language, texts.language_button)]),
    overflow(
      ACTION.more,
      more.map((one) => option(labels[one], one)),
    ),
  ]
  return actions(
    blockId('c', { generation: generation.id, revision: question.revision, address: question.name }),
    elements,
  )
}
