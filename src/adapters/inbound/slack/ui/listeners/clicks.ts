/**
 * Clicks in a conversation: answers, ways out, the review. Each is about the question that stands in its block, however
 * late it comes.
 */
import { removeListItem } from '../../../../../commands/generation/change-list.ts'
import { settleCorrection } from '../../../../../commands/generation/correct-answer.ts'
import { withdrawDelegation } from '../../../../../commands/generation/delegate-question.ts'
import type { QuestionView } from '../../../../../queries/generation/present-generation.ts'
import { ACTION, type More } from '../action-ids.ts'
import { present, presentDeps } from '../present-post.ts'
import { readBlockId, type Reference } from '../reference.ts'
import type { InteractionBody, SlackAction } from '../payloads.ts'
import { message, section, type Message } from '../views/elements/blocks.ts'
import { choiceAt } from '../views/elements/choices.ts'
import { enteredValue, type EnteredState } from '../views/modal-input.ts'
import { cancelForm } from '../views/conversation-modals.ts'
import { reviewMessage } from '../views/review-message.ts'
import { settledMessage } from '../views/settled-message.ts'
import { escapeCut } from '../views/elements/text.ts'
import { beginItem, finishList, giveAnswer } from './answering.ts'
import { editForm, openChooseEdit, openDelegate, openEdit, openSeveral, openShare } from './conversation-forms.ts'
import { openForm, replaceForm } from './modals.ts'
import { addressOf, see, type Seen } from './questions.ts'
import { refreshSettled } from './refresh.ts'
import { beginCopy } from './starting/start.ts'
import { askToCancel, cancel, confirm, skip, turnTo } from './navigation.ts'
import { attempt, bestEffort, commandOf, refusalWords, referenceOf, whisper, type Visit } from './interaction.ts'

interface Click {
  readonly visit: Visit
  readonly body: InteractionBody
  readonly action: SlackAction
  readonly seen: Seen
  readonly reference: Reference
  /** The question's address; empty for the conversation itself. */
  readonly address: string
  /** The message that was clicked, as the domain knows it. */
  readonly shown_under: string | undefined
}

/** False for a click that is not about a conversation. */
export async function clicked(visit: Visit, body: InteractionBody, action: SlackAction): Promise<boolean> {
  const reference = readBlockId(action.block_id)
  if (reference === undefined) return false
  const seen = await see(visit, reference.generation)
  const shown_under = visit.at === undefined ? undefined : referenceOf(visit.team, visit.at)
  if (seen === undefined) await whisper(visit, visit.texts.only_the_person_asked)
  else await act({ visit, body, action, seen, reference, address: addressOf(seen, reference) ?? '', shown_under })
  return true
}

async function act(click: Click): Promise<void> {
  const { visit, body, action, seen, address, shown_under } = click
  const { action_id } = action
  if (seen.shown === undefined && !COLLEAGUES.some((one) => action_id.startsWith(one)))
    return whisper(visit, visit.texts.only_the_person_asked)
  switch (action_id) {
    // Gathered until “Done”.
    case ACTION.gather:
      return
    case ACTION.back:
      return turnTo(visit, seen, 'back', {})
    case ACTION.skip:
      return skip(visit, seen, address, shown_under)
    case ACTION.several:
      return openSeveral(visit, body, seen, shown_under)
    case ACTION.more:
      return more(click, action.selected_option?.value as More | undefined)
    case ACTION.edit:
    case ACTION.form:
      return openEdit(visit, body, seen, address, shown_under)
    case ACTION.list_add:
    case ACTION.list_done:
    case ACTION.item_remove:
      return changeList(click)
    case ACTION.confirm:
      return makeIt(click)
    case ACTION.share:
      return openShare(visit, body, seen, click.reference.revision ?? 0, shown_under)
    case ACTION.cancel:
      return cancel(visit, seen)
    case ACTION.copy:
      return beginCopy(visit, seen.generation)
    case ACTION.go_on:
      return turnTo(visit, seen, 'repeat', {})
    case ACTION.correct:
    case ACTION.keep:
      return settle(click, action_id === ACTION.correct)
    case ACTION.withdraw:
      return withdraw(click)
  }
  if (action_id.startsWith(ACTION.page)) return turnPage(click)
  await answer(click)
}

/** What a colleague may do with the question that was handed to them. */
const COLLEAGUES: readonly string[] = [
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

async function answer({ visit, body, action, seen, address, shown_under }: Click): Promise<void> {
  const question = await seen.question(address)
  if (question === undefined)
    return whisper(visit, seen.shown === undefined ? visit.texts.only_the_person_asked : visit.texts.gone)
  const value = clickedValue(question, action, body)
  if (value !== undefined) await giveAnswer(visit, seen, { question, value, shown_under })
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
      return enteredValue(question, gatheredState(action, body)) ?? []
    case ACTION.use_default:
      return question.default
  }
  return undefined
}

const gatheredState = ({ block_id }: SlackAction, body: InteractionBody): EnteredState | undefined =>
  body.state?.values?.[block_id]?.[ACTION.gather]

async function more({ visit, body, seen, address, shown_under }: Click, chosen: More | undefined): Promise<void> {
  const at = { name: address === '' ? undefined : address, shown_under }
  switch (chosen) {
    case 'edit':
      return openChooseEdit(visit, body, seen, shown_under)
    case 'delegate':
      return openDelegate(visit, body, seen, address, shown_under)
    case 'repeat':
    case 'help':
      return turnTo(visit, seen, chosen, at)
    case 'cancel':
      return openForm(
        visit,
        body,
        visit.texts.cancel,
        async () => cancelForm(seen.generation, visit.texts),
        () => askToCancel(visit, seen),
      )
  }
}

/** Adding and finishing in the thread or in a list's form; removing there and in the review. */
async function changeList(click: Click): Promise<void> {
  const { visit, action, seen, address } = click
  const inForm = click.body.view !== undefined
  const shown_under = inForm ? undefined : click.shown_under
  if (action.action_id === ACTION.item_remove) await remove(click)
  else {
    const question = await seen.question(address)
    if (question === undefined) return whisper(visit, visit.texts.gone)
    await (action.action_id === ACTION.list_add
      ? beginItem(visit, seen, question, shown_under)
      : finishList(visit, seen, question, shown_under))
  }
  if (!inForm) return
  const now = await see(visit, seen.generation)
  const list = await now?.question(action.action_id === ACTION.item_remove ? listOf(address, action, seen) : address)
  if (now !== undefined && list !== undefined)
    await replaceForm(visit, click.body, editForm(now, list, undefined, visit.texts))
}

async function remove({ visit, action, seen, address }: Click): Promise<void> {
  const item = (action as { readonly value?: string }).value ?? ''
  const name = listOf(address, action, seen)
  const removed = await attempt(() =>
    removeListItem(
      visit.deps.app,
      { id: seen.generation, name, item },
      commandOf(visit, 'remove', [seen.generation, name, item]),
    ),
  )
  if ('refused' in removed) await whisper(visit, refusalWords(removed.refused, visit.texts))
}

/** In the review the block is about an item (`items.2`), in a form about its list. */
function listOf(address: string, action: SlackAction, { state }: Seen): string {
  const { value } = action as { readonly value?: string }
  return !state.answers.lists.has(address) && address.endsWith(`.${value ?? ''}`)
    ? address.slice(0, -(value ?? '').length - 1)
    : address
}

async function makeIt({ visit, seen, reference }: Click): Promise<void> {
  const refused = await confirm(visit, seen, { revision: reference.revision ?? undefined })
  if (refused === undefined)
    await replaceClicked(
      visit,
      message(visit.texts.confirmed, [section(`:hourglass_flowing_sand: ${escapeCut(visit.texts.confirmed, 300)}`)]),
    )
}

/** Another part of a long review. */
async function turnPage({ visit, action, seen }: Click): Promise<void> {
  const { deps, team, person } = visit
  if (seen.state.phase !== 'reviewing') return whisper(visit, visit.texts.gone)
  const presented = await present(presentDeps(deps), {
    team,
    tenant: person.caller.tenant,
    generation: seen.generation,
    requester: seen.state.requester ?? '',
    name: null,
  })
  await replaceClicked(
    visit,
    reviewMessage(presented, visit.texts, Number((action as { readonly value?: string }).value)),
  )
}

async function settle({ visit, seen, address, shown_under }: Click, accept: boolean): Promise<void> {
  const { generation: id } = seen
  const settled = await attempt(() =>
    settleCorrection(
      visit.deps.app,
      { id, name: address, message_ref: shown_under, accept },
      commandOf(visit, 'settle', [id, address, accept]),
    ),
  )
  if ('refused' in settled) await whisper(visit, refusalWords(settled.refused, visit.texts))
  else await refreshSettled(visit, id, settled.done.state, [address])
  await settleClicked(visit, seen, address)
}

async function withdraw({ visit, seen, address }: Click): Promise<void> {
  const { generation: id } = seen
  const done = await attempt(() =>
    withdrawDelegation(visit.deps.app, { id, name: address }, commandOf(visit, 'withdraw', [id, address])),
  )
  if ('refused' in done) await whisper(visit, refusalWords(done.refused, visit.texts))
}

/** Takes the buttons from the message that was clicked, where no next post of the conversation does it. */
async function settleClicked(visit: Visit, seen: Seen, name: string): Promise<void> {
  const { deps, team, person } = visit
  const presented = await present(presentDeps(deps), {
    team,
    tenant: person.caller.tenant,
    generation: seen.generation,
    requester: seen.state.requester ?? '',
    name,
  })
  await replaceClicked(visit, settledMessage(presented, visit.texts))
}

async function replaceClicked(visit: Visit, shown: Message): Promise<void> {
  const { at, client } = visit
  if (at !== undefined) await bestEffort(visit, () => client.chat.update({ channel: at.channel, ts: at.ts, ...shown }))
}
