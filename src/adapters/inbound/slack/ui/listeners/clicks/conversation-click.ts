/** A click in a conversation. Each is about the question in its block, however late it arrives. */
import { withdrawHandOver } from '../../../../../../commands/generation/handing/end-hand-over.ts'
import { ACTION, type OverflowChoice } from '../../action-ids.ts'
import { readBlockId } from '../../block-id.ts'
import type { InteractionBody, SlackAction } from '../../payloads.ts'
import { openLanguageForm, openShareForm } from '../forms/open-forms.ts'
import { openEditForm } from '../forms/edit-form.ts'
import { openSeveralForm } from '../forms/several-form.ts'
import { addressOf, openConversation } from '../conversation/conversation-access.ts'
import { startCopy } from '../starting/start-conversation.ts'
import { cancelConversation } from '../navigation/cancel-conversation.ts'
import { skipAskedQuestion } from '../navigation/skip-question.ts'
import { askAgain } from '../navigation/ask-again.ts'
import { tryCommand, commandRequestOf, refusalText } from '../interaction/run-command.ts'
import { messageRefOf, type Interaction } from '../interaction/interaction.ts'
import { replyPrivately } from '../interaction/reply.ts'
import type { Click } from './click.ts'
import { submitClickedAnswer } from './answer-click.ts'
import { onListClick } from './list-click.ts'
import { onConfirm, showReviewPage, onCorrectionClick } from './review-clicks.ts'
import { settlingClicked } from './settle-clicked.ts'
import { onOverflowMenu } from './overflow-menu.ts'
import { sendAgain } from './send-again.ts'

/** Handles a click on a block whose id `blockId` created. */
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
  if (access === undefined) await replyPrivately(interaction, interaction.texts.only_the_person_asked)
  else {
    const address = addressOf(access, reference) ?? ''
    const click: Click = { interaction, body, action, access, reference, address, shown_under }
    await settlingClicked(click, () => handleClick(click))
  }
}

async function handleClick(click: Click): Promise<void> {
  const { interaction, body, action, access, address, shown_under } = click
  const { action_id } = action
  if (access.full === undefined && !COLLEAGUE_ACTIONS.some((one) => action_id.startsWith(one)))
    return replyPrivately(interaction, interaction.texts.only_the_person_asked)
  switch (action_id) {
    // Collected until “Done”.
    case ACTION.gather:
      return
    case ACTION.back:
      return askAgain(interaction, access, 'back', {})
    case ACTION.skip:
      return skipAskedQuestion(interaction, access, address, shown_under)
    case ACTION.several:
      return openSeveralForm(interaction, body, access, shown_under)
    case ACTION.more:
      return onOverflowMenu(click, action.selected_option?.value as OverflowChoice | undefined)
    case ACTION.edit:
    case ACTION.form:
      return openEditForm(interaction, body, access, address, shown_under)
    case ACTION.list_add:
    case ACTION.list_done:
    case ACTION.item_remove:
      return onListClick(click)
    case ACTION.confirm:
      return onConfirm(click)
    case ACTION.share:
      return openShareForm(interaction, body, access, click.reference.revision ?? 0, shown_under)
    case ACTION.language:
      return openLanguageForm(interaction, body, access)
    case ACTION.cancel:
      return cancelConversation(interaction, access)
    case ACTION.copy:
      return startCopy(interaction, access.generation)
    case ACTION.resume:
      return askAgain(interaction, access, 'repeat', {})
    case ACTION.send_again:
      return sendAgain(click)
    case ACTION.correct:
    case ACTION.keep:
      return onCorrectionClick(click, action_id === ACTION.correct)
    case ACTION.withdraw:
      return onWithdraw(click)
  }
  if (action_id.startsWith(ACTION.page)) return showReviewPage(click)
  await submitClickedAnswer(click)
}

/** The actions open to a colleague on a delegated question. */
const COLLEAGUE_ACTIONS: readonly string[] = [
  ACTION.choice,
  ACTION.pick,
  ACTION.gather,
  ACTION.gathered,
  ACTION.typed,
  ACTION.use_default,
  ACTION.reading,
  ACTION.skip,
  ACTION.form,
]

async function onWithdraw({ interaction, access, address }: Click): Promise<void> {
  const { generation: id } = access
  const done = await tryCommand(() =>
    withdrawHandOver(
      interaction.deps.app,
      { id, question: address },
      commandRequestOf(interaction, 'withdraw', [id, address]),
    ),
  )
  if ('refused' in done) await replyPrivately(interaction, refusalText(done.refused, interaction.texts))
}
