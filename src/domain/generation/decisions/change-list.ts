/** Decides on adding and removing items of a list, and on closing it. */
import { countText } from '../../kernel/count-text.ts'
import { fail, ok, type Result } from '../../kernel/errors.ts'
import type { ItemAnswer } from '../../questions/answer.ts'
import { removeItem, setListClosed, writeItem } from '../../interview/answers.ts'
import type { QuestionSlot } from '../../interview/question-slot.ts'
import { countGuessesOfItems, guessesField } from '../../questions/guess-counts.ts'
import { MAX_LIST_ITEMS } from '../../questions/kind-rules.ts'
import type { Questionnaire } from '../../interview/questionnaire.ts'
import type { GenerationEvent } from '../generation-events.ts'
import type { Generation } from '../generation.ts'
import { channelFlag, requireOpenList } from '../open-generation.ts'
import { answerRevision } from '../expected-answer.ts'
import { nextAddressAfter, WHAT_IF_SOURCE } from '../current-question.ts'

/** Adds an item and reopens a closed list. Fields that are missing in `value` are asked. */
export function addListItem(
  command: { readonly name: string; readonly value: ItemAnswer; readonly shown_revision?: number | undefined },
  state: Generation,
  questionnaire: Questionnaire,
): Result<GenerationEvent[]> {
  const slot = requireOpenList(state, questionnaire, command.name)
  if (!slot.ok) return slot
  const stale = refuseStaleList(slot.value, command.shown_revision)
  if (stale !== undefined) return stale
  const count = slot.value.list?.items.length ?? 0
  const max = slot.value.question.limits?.max_items ?? MAX_LIST_ITEMS
  if (count >= max) {
    return fail(
      'unprocessable',
      `“${slot.value.question.label}” takes at most ${countText(max, 'item')}. Remove one first, or close the list.`,
      { field: command.name, max_items: max },
    )
  }
  const item = String(slot.value.list?.next_item ?? 1)
  const next = nextAddressAfter(state, questionnaire, command.name, (answers) => {
    setListClosed(answers, command.name, false, -1)
    writeItem(answers, command.name, command.value, WHAT_IF_SOURCE)
  })
  const guesses = guessesField(countGuessesOfItems(slot.value.question, command.name, [command.value]))
  return ok([
    {
      type: 'ListItemAdded',
      data: { name: command.name, item, value: { ...command.value }, ...guesses, next, ...channelFlag(state) },
    },
  ])
}

/** Removes an item; `not_found` where there is none of that id. */
export function removeListItem(
  command: { readonly name: string; readonly item: string },
  state: Generation,
  questionnaire: Questionnaire,
): Result<GenerationEvent[]> {
  const slot = requireOpenList(state, questionnaire, command.name)
  if (!slot.ok) return slot
  if (!slot.value.list?.items.includes(command.item)) {
    return fail('not_found', `“${slot.value.question.label}” has no item ${command.item}.`, {
      field: command.name,
      item: command.item,
    })
  }
  const next = nextAddressAfter(state, questionnaire, command.name, (answers) =>
    removeItem(answers, command.name, command.item, -1),
  )
  return ok([
    { type: 'ListItemRemoved', data: { name: command.name, item: command.item, next, ...channelFlag(state) } },
  ])
}

/** Closes the list: no more items follow. Refused while it has too few or too many. */
export function closeList(
  command: { readonly name: string },
  state: Generation,
  questionnaire: Questionnaire,
): Result<GenerationEvent[]> {
  const slot = requireOpenList(state, questionnaire, command.name)
  if (!slot.ok) return slot
  if (slot.value.answered && slot.value.list?.closed === true && state.reopened?.name !== command.name) return ok([])
  const { question, list } = slot.value
  const count = list?.items.length ?? 0
  const { min_items: min = 0, max_items: max = MAX_LIST_ITEMS } = question.limits ?? {}
  if (count < min) {
    return fail('unprocessable', `“${question.label}” needs at least ${countText(min, 'item')}.`, {
      field: command.name,
      min_items: min,
    })
  }
  if (count > max) {
    const details = { field: command.name, max_items: max }
    return fail(
      'unprocessable',
      `“${question.label}” takes at most ${max}: ` +
        `remove ${count - max} of its ${countText(count, 'item')}, then close it.`,
      details,
    )
  }
  const next = nextAddressAfter(state, questionnaire, command.name, (answers) =>
    setListClosed(answers, command.name, true, -1),
  )
  return ok([{ type: 'ListClosed', data: { name: command.name, next, ...channelFlag(state) } }])
}

/**
 * `conflict` where the list changed after the message was sent: the button was pressed twice, or somebody else added.
 */
function refuseStaleList(slot: QuestionSlot, shown_revision: number | undefined): Result<never> | undefined {
  const revision = answerRevision(slot)
  if (shown_revision === undefined || revision === null || revision <= shown_revision) return undefined
  return fail('conflict', `“${slot.question.label}” has changed meanwhile. Look at the list as it is now.`, {
    field: slot.address,
    revision,
  })
}
