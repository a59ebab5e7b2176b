/**
 * A form that was sent and holds unclear answers, once more: what is wrong stands under its field, with the meanings to
 * choose from. All else stays as it was entered.
 */
import type { InputBlock, KnownBlock, ModalView } from '@slack/types'
import type { Reading } from '../../../../../../answers/refusal.ts'
import { ACTION } from '../../action-ids.ts'
import type { SlackView } from '../../payloads.ts'
import type { Texts } from '../../texts/texts.ts'
import { withEntered } from '../inputs/entered-value.ts'
import { choiceLabel, fieldOfChoice, isReadingChoice, readingChoice } from '../inputs/reading-choice.ts'
import { context } from '../elements/blocks.ts'
import { escapeCut } from '../elements/text.ts'

/** What is wrong in a field of a form, and what its words could mean. */
export interface FieldProblem {
  readonly block_id: string
  readonly problem: string
  readonly words: string
  readonly readings: readonly Reading[]
}

const NOTE = 'e'

/** `view` is the form as Slack sent it; Slack keeps what stands in inputs whose ids stay. */
export function askedAgain(view: SlackView, problems: readonly FieldProblem[], texts: Texts): ModalView {
  const { title, submit, close, callback_id, private_metadata } = view as unknown as ModalView
  const blocks = (view.blocks ?? []) as unknown as readonly KnownBlock[]
  const values = view.state?.values ?? {}
  const again = blocks.flatMap((block): KnownBlock[] => {
    const { block_id = '' } = block
    if (block.type === 'context' && block_id.startsWith(NOTE)) return []
    // A choice stays while its field is right and has these words; else it is made anew, or is no choice any more.
    if (isReadingChoice(block_id)) {
      const field = fieldOfChoice(block_id)
      const words = values[field]?.[ACTION.value]?.value ?? values[field]?.[ACTION.value]?.selected_date ?? ''
      const isStale = block.type !== 'input' || block.label.text !== choiceLabel(words, texts)
      if (isStale || problems.some((one) => one.block_id === field)) return []
    }
    const kept = block.type === 'input' ? entered(block, values[block_id]?.[ACTION.value]) : block
    const wrong = problems.find((one) => one.block_id === block_id)
    if (wrong === undefined) return [kept]
    const choice = readingChoice(block_id, wrong.words, wrong.readings, texts)
    return [
      kept,
      { ...context(`:warning: ${escapeCut(wrong.problem, 900)}`), block_id: `${NOTE}${block_id}` },
      ...(choice === undefined ? [] : [choice]),
    ]
  })
  return {
    type: 'modal',
    title,
    blocks: again,
    ...(submit === undefined ? {} : { submit }),
    ...(close === undefined ? {} : { close }),
    ...(callback_id === undefined ? {} : { callback_id }),
    ...(private_metadata === undefined ? {} : { private_metadata }),
  }
}

const entered = (block: InputBlock, state: Parameters<typeof withEntered>[1]): InputBlock => ({
  ...block,
  element: withEntered(block.element, state),
})
