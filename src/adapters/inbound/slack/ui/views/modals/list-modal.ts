/** The form for a list: its items, each with a button to remove it. */
import type { KnownBlock, ModalView } from '@slack/types'
import { ACTION, CALLBACK } from '../../action-ids.ts'
import { blockId } from '../../block-id.ts'
import type { Texts } from '../../texts/texts.ts'
import { actions, context, section } from '../elements/blocks.ts'
import { button } from '../elements/button.ts'
import { modal } from '../elements/modal.ts'
import { bold, escapeCut, oneLine } from '../elements/text.ts'
import type { FormMetadata } from './form-metadata.ts'
import type { GenerationView, QuestionView } from '../../../../../../queries/generation/generation-view.ts'

/** A list in a form: its items, each with a button to remove it. More are added in the thread. */
export function listModal(
  { id }: Pick<GenerationView, 'id'>,
  list: QuestionView,
  items: readonly { readonly item: string; readonly shown: string }[],
  shown_under: string | undefined,
  texts: Texts,
): ModalView {
  const reference = { generation: id, revision: list.revision, address: list.name }
  const blocks: KnownBlock[] = [
    section(bold(list.label)),
    context(escapeCut(texts.items({ count: items.length }), 200)),
    ...items.slice(0, 80).map(({ item, shown }, index) =>
      section(escapeCut(oneLine(shown) || '–', 1500), {
        block_id: blockId(`i${String(index)}`, reference),
        accessory: button(ACTION.item_remove, texts.list_remove, {
          value: item,
          spoken: texts.list_remove_label({ item: shown }),
        }),
      }),
    ),
    actions(blockId('w', reference), [
      button(ACTION.list_add, items.length === 0 ? texts.list_add_first : texts.list_add),
    ]),
  ]
  return modal({
    callback_id: CALLBACK.edit,
    title: texts.edit_title,
    blocks,
    close: texts.close,
    metadata: { generation: id, shown_under, names: [list.name] } satisfies FormMetadata,
  })
}
