/** Clicks in a conversation. Each is about the question in its block, however late it comes. */
import { withdrawDelegation } from '../../../../../../commands/generation/delegate-question.ts'
import { ACTION, type OverflowChoice } from '../../action-ids.ts'
import { readBlockId } from '../../reference.ts'
import type { InteractionBody, SlackAction } from '../../payloads.ts'
import { cancelForm } from '../../views/conversation-modals.ts'
import { openChooseEdit, openDelegate, openEdit, openSeveral, openShare } from '../conversation-forms.ts'
import { openModal } from '../modals.ts'
import { addressOf, openConversation } from '../questions.ts'
import { startCopy } from '../starting/start-conversation.ts'
import { confirmCancel, cancelConversation, skip, reopen } from '../navigation.ts'
import {
  tryCommand,
  commandRequestOf,
  refusalText,
  messageRefOf,
  replyEphemeral,
  type Interaction,
} from '../interaction.ts'
import type { Click } from './click.ts'
import { submitClickedAnswer } from './answer-click.ts'
import { onListClick } from './list-click.ts'
import { onConfirm, showReviewPage, onCorrectionClick } from './review-clicks.ts'

/** A click on a block that `blockId` named. */
export async function onConversationClick(
  interaction: Interaction,
  body: InteractionBody,
  action: SlackAction,
): Promise<void> {
  const reference = readBlockId(action.block_id)
  if (reference === undefined) return
  const access = await openConversation(interaction, reference.generation)
  const shown_under =
    interaction.location === undefined ? undefined : messageRefOf(interaction.team, interaction.location)
  if (access === undefined) await replyEphemeral(interaction, interaction.texts.only_the_person_asked)
  else
    await handleClick({
      interaction,
      body,
      action,
      access,
      reference,
      address: addressOf(access, reference) ?? '',
      shown_under,
    })
}

async function handleClick(click: Click): Promise<void> {
  const { interaction, body, action, access, address, shown_under } = click
  const { action_id } = action
  if (access.full === undefined && !COLLEAGUE_ACTIONS.some((one) => action_id.startsWith(one)))
    return replyEphemeral(interaction, interaction.texts.only_the_person_asked)
  switch (action_id) {
    // Gathered until “Done”.
    case ACTION.gather:
      return
    case ACTION.back:
      return reopen(interaction, access, 'back', {})
    case ACTION.skip:
      return skip(interaction, access, address, shown_under)
    case ACTION.several:
      return openSeveral(interaction, body, access, shown_under)
    case ACTION.more:
      return onOverflowMenu(click, action.selected_option?.value as OverflowChoice | undefined)
    case ACTION.edit:
    case ACTION.form:
      return openEdit(interaction, body, access, address, shown_under)
    case ACTION.list_add:
    case ACTION.list_done:
    case ACTION.item_remove:
      return onListClick(click)
    case ACTION.confirm:
      return onConfirm(click)
    case ACTION.share:
      return openShare(interaction, body, access, click.reference.revision ?? 0, shown_under)
    case ACTION.cancel:
      return cancelConversation(interaction, access)
    case ACTION.copy:
      return startCopy(interaction, access.generation)
    case ACTION.go_on:
      return reopen(interaction, access, 'repeat', {})
    case ACTION.correct:
    case ACTION.keep:
      return onCorrectionClick(click, action_id === ACTION.correct)
    case ACTION.withdraw:
      return onWithdraw(click)
  }
  if (action_id.startsWith(ACTION.page)) return showReviewPage(click)
  await submitClickedAnswer(click)
}

/** What a colleague may do with the question that was handed to them. */
const COLLEAGUE_ACTIONS: readonly string[] = [
  ACTION.choice,
  ACTION.pick,
  ACTION.gather,
  ACTION.gathered,
  ACTION.written,
  ACTION.use_default,
  ACTION.reading,
  ACTION.skip,
  ACTION.form,
]

async function onOverflowMenu(
  { interaction, body, access, address, shown_under }: Click,
  chosen: OverflowChoice | undefined,
): Promise<void> {
  const prompt = { name: address === '' ? undefined : address, shown_under }
  switch (chosen) {
    case 'edit':
      return openChooseEdit(interaction, body, access, shown_under)
    case 'delegate':
      return openDelegate(interaction, body, access, address, shown_under)
    case 'repeat':
    case 'help':
      return reopen(interaction, access, chosen, prompt)
    case 'cancel':
      return openModal(
        interaction,
        body,
        interaction.texts.cancel,
        async () => cancelForm(access.generation, interaction.texts),
        () => confirmCancel(interaction, access),
      )
  }
}

async function onWithdraw({ interaction, access, address }: Click): Promise<void> {
  const { generation: id } = access
  const done = await tryCommand(() =>
    withdrawDelegation(
      interaction.deps.app,
      { id, name: address },
      commandRequestOf(interaction, 'withdraw', [id, address]),
    ),
  )
  if ('refused' in done) await replyEphemeral(interaction, refusalText(done.refused, interaction.texts))
}
