/** Clicks that add an item to a list, remove one, or finish the list. */
import { removeListItem } from '../../../../../../commands/generation/change-list.ts'
import { ACTION } from '../../action-ids.ts'
import type { SlackAction } from '../../payloads.ts'
import { addEmptyItem, finishList } from '../answering/list-answers.ts'
import { buildEditForm } from '../forms/edit-form.ts'
import { replaceModal } from '../interaction/modals.ts'
import { openConversation, type ConversationAccess } from '../conversation/conversation-access.ts'
import { tryCommand, commandRequestOf, refusalText } from '../interaction/run-command.ts'
import { replyPrivately } from '../interaction/reply.ts'
import type { Click } from './click.ts'

/** Adds and finishes in the thread or in the list's form; removes there and in the review. */
export async function onListClick(click: Click): Promise<void> {
  const { interaction, action, access, address } = click
  const inForm = click.body.view !== undefined
  const shown_under = inForm ? undefined : click.shown_under
  if (action.action_id === ACTION.item_remove) await removeItem(click)
  else {
    const question = await access.question(address)
    if (question === undefined) return replyPrivately(interaction, interaction.texts.gone)
    await (action.action_id === ACTION.list_add
      ? addEmptyItem(interaction, access, question, shown_under)
      : finishList(interaction, access, question, shown_under))
  }
  if (!inForm) return
  const now = await openConversation(interaction, access.generation)
  const list = await now?.question(action.action_id === ACTION.item_remove ? listOf(address, action, access) : address)
  if (now !== undefined && list !== undefined)
    await replaceModal(interaction, click.body, buildEditForm(now, list, undefined, interaction.texts))
}

async function removeItem({ interaction, action, access, address }: Click): Promise<void> {
  const item = (action as { readonly value?: string }).value ?? ''
  const name = listOf(address, action, access)
  const removed = await tryCommand(() =>
    removeListItem(
      interaction.deps.app,
      { id: access.generation, name, item },
      commandRequestOf(interaction, 'remove', [access.generation, name, item]),
    ),
  )
  if ('refused' in removed) await replyPrivately(interaction, refusalText(removed.refused, interaction.texts))
}

/** The list's address: in the review the block is about an item (`items.2`), in a form about its list. */
function listOf(address: string, action: SlackAction, { state }: ConversationAccess): string {
  const { value } = action as { readonly value?: string }
  return !state.answers.lists.has(address) && address.endsWith(`.${value ?? ''}`)
    ? address.slice(0, -(value ?? '').length - 1)
    : address
}
