/**
 * Clicks in a conversation: answers, ways out, the review. Each is about the question that stands in its block, however
 * late it comes.
 */
import { removeListItem } from '../../../../../commands/generation/change-list.ts'
import { settleCorrection } from '../../../../../commands/generation/correct-answer.ts'
import { withdrawDelegation } from '../../../../../commands/generation/delegate-question.ts'
import type { QuestionView } from '../../../../../queries/generation/present-generation.ts'
import { ACTION, type OverflowChoice } from '../action-ids.ts'
import { present, presentDeps } from '../present-post.ts'
import { readBlockId, type BlockReference } from '../reference.ts'
import type { InteractionBody, SlackAction } from '../payloads.ts'
import { message, section, type Message } from '../views/elements/blocks.ts'
import { choiceAt } from '../views/elements/choices.ts'
import { enteredValue, type EnteredState } from '../views/modal-input.ts'
import { cancelForm } from '../views/conversation-modals.ts'
import { reviewMessage } from '../views/review-message.ts'
import { settledMessage } from '../views/settled-message.ts'
import { escapeCut } from '../views/elements/text.ts'
import { addEmptyItem, finishList, submitAnswer } from './answering.ts'
import { editForm, openChooseEdit, openDelegate, openEdit, openSeveral, openShare } from './conversation-forms.ts'
import { openModal, replaceModal } from './modals.ts'
import { addressOf, openConversation, type ConversationAccess } from './questions.ts'
import { refreshAnsweredMessages } from './refresh.ts'
import { startCopy } from './starting/start.ts'
import { confirmCancel, cancelConversation, confirmReview, skip, reopen } from './navigation.ts'
import {
  tryCommand,
  bestEffort,
  commandRequestOf,
  refusalText,
  messageRefOf,
  replyEphemeral,
  type Interaction,
} from './interaction.ts'

interface Click {
  readonly interaction: Interaction
  readonly body: InteractionBody
  readonly action: SlackAction
  readonly access: ConversationAccess
  readonly reference: BlockReference
  /** The question's address; empty for the conversation itself. */
  readonly address: string
  /** The message that was clicked, as the domain knows it. */
  readonly shown_under: string | undefined
}

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

async function submitClickedAnswer({ interaction, body, action, access, address, shown_under }: Click): Promise<void> {
  const question = await access.question(address)
  if (question === undefined)
    return replyEphemeral(
      interaction,
      access.full === undefined ? interaction.texts.only_the_person_asked : interaction.texts.gone,
    )
  const value = clickedValue(question, action, body)
  if (value !== undefined) await submitAnswer(interaction, access, { question, value, shown_under })
}

/** What a click says, in wire form or as people write it; undefined when it says nothing. */
function clickedValue(question: QuestionView, action: SlackAction, body: InteractionBody): unknown {
  const { action_id, value } = action as SlackAction & { readonly value?: string }
  if (action_id.startsWith(ACTION.choice))
    return question.kind === 'yes_no' ? value : choiceAt(question.choices, value)?.value
  if (action_id.startsWith(ACTION.reading)) return value
  switch (action_id) {
    case ACTION.pick:
    case ACTION.written:
      return enteredValue(question, action)
    case ACTION.gathered:
      return enteredValue(question, gatheredStateOf(action, body)) ?? []
    case ACTION.use_default:
      return question.default
  }
  return undefined
}

const gatheredStateOf = ({ block_id }: SlackAction, body: InteractionBody): EnteredState | undefined =>
  body.state?.values?.[block_id]?.[ACTION.gather]

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

/** Adding and finishing in the thread or in a list's form; removing there and in the review. */
async function onListClick(click: Click): Promise<void> {
  const { interaction, action, access, address } = click
  const inForm = click.body.view !== undefined
  const shown_under = inForm ? undefined : click.shown_under
  if (action.action_id === ACTION.item_remove) await removeItem(click)
  else {
    const question = await access.question(address)
    if (question === undefined) return replyEphemeral(interaction, interaction.texts.gone)
    await (action.action_id === ACTION.list_add
      ? addEmptyItem(interaction, access, question, shown_under)
      : finishList(interaction, access, question, shown_under))
  }
  if (!inForm) return
  const now = await openConversation(interaction, access.generation)
  const list = await now?.question(action.action_id === ACTION.item_remove ? listOf(address, action, access) : address)
  if (now !== undefined && list !== undefined)
    await replaceModal(interaction, click.body, editForm(now, list, undefined, interaction.texts))
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
  if ('refused' in removed) await replyEphemeral(interaction, refusalText(removed.refused, interaction.texts))
}

/** In the review the block is about an item (`items.2`), in a form about its list. */
function listOf(address: string, action: SlackAction, { state }: ConversationAccess): string {
  const { value } = action as { readonly value?: string }
  return !state.answers.lists.has(address) && address.endsWith(`.${value ?? ''}`)
    ? address.slice(0, -(value ?? '').length - 1)
    : address
}

async function onConfirm({ interaction, access, reference }: Click): Promise<void> {
  const refused = await confirmReview(interaction, access, { revision: reference.revision ?? undefined })
  if (refused === undefined)
    await replaceClickedMessage(
      interaction,
      message(interaction.texts.confirmed, [
        section(`:hourglass_flowing_sand: ${escapeCut(interaction.texts.confirmed, 300)}`),
      ]),
    )
}

/** Another part of a long review. */
async function showReviewPage({ interaction, action, access }: Click): Promise<void> {
  const { deps, team, person } = interaction
  if (access.state.phase !== 'reviewing') return replyEphemeral(interaction, interaction.texts.gone)
  const presented = await present(presentDeps(deps), {
    team,
    tenant: person.caller.tenant,
    generation: access.generation,
    requester: access.state.requester ?? '',
    name: null,
  })
  await replaceClickedMessage(
    interaction,
    reviewMessage(presented, interaction.texts, Number((action as { readonly value?: string }).value)),
  )
}

async function onCorrectionClick({ interaction, access, address, shown_under }: Click, accept: boolean): Promise<void> {
  const { generation: id } = access
  const settled = await tryCommand(() =>
    settleCorrection(
      interaction.deps.app,
      { id, name: address, message_ref: shown_under, accept },
      commandRequestOf(interaction, 'settle', [id, address, accept]),
    ),
  )
  if ('refused' in settled) await replyEphemeral(interaction, refusalText(settled.refused, interaction.texts))
  else await refreshAnsweredMessages(interaction, id, settled.done.state, [address])
  await removeClickedButtons(interaction, access, address)
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

/** Takes the buttons from the message that was clicked, where no next post of the conversation does it. */
async function removeClickedButtons(interaction: Interaction, access: ConversationAccess, name: string): Promise<void> {
  const { deps, team, person } = interaction
  const presented = await present(presentDeps(deps), {
    team,
    tenant: person.caller.tenant,
    generation: access.generation,
    requester: access.state.requester ?? '',
    name,
  })
  await replaceClickedMessage(interaction, settledMessage(presented, interaction.texts))
}

async function replaceClickedMessage(interaction: Interaction, shown: Message): Promise<void> {
  const { location, client } = interaction
  if (location !== undefined)
    await bestEffort(interaction, () => client.chat.update({ channel: location.channel, ts: location.ts, ...shown }))
}
