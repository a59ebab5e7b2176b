/** Changes a list item by item: adds one (whole, or empty to be asked field by field), removes one, closes the list. */
import { readAnswer } from '../../answers/read.ts'
import { isItems, type AnswerContext, type AnswerForm, type ItemAnswer } from '../../domain/questions/answer.ts'
import { ok, type Result } from '../../domain/kernel/errors.ts'
import {
  addListItem as decideAdd,
  closeList as decideClose,
  removeListItem as decideRemove,
} from '../../domain/generation/decisions/change-list.ts'
import { slotAt } from '../../domain/interview/interview.ts'
import type { QuestionSlot } from '../../domain/interview/question-slot.ts'
import type { CommandDeps } from '../command-deps.ts'
import { fitItem, onceEach } from './pictures/fit-pictures.ts'
import { withReferredPictures } from './pictures/referred-pictures.ts'
import { transactGeneration, type CommittedGeneration, type GenerationContext } from './transact-generation.ts'
import type { CommandRequest } from '../command-request.ts'

/** A list by its address: its name, or `items.1.parts` inside another list. */
interface ListRef {
  readonly id: string
  readonly name: string
  /** The message that showed the list. Refused as `conflict` where the list has changed since. */
  readonly shown_under?: string | undefined
}

/** Adds an item. `value` has some or all of its fields; missing ones are asked. */
export async function addListItem(
  deps: CommandDeps,
  command: ListRef & { readonly value?: unknown; readonly form?: AnswerForm | undefined },
  request: CommandRequest,
): Promise<CommittedGeneration> {
  const { pictures } = deps
  const fitting = { pictures: pictures === undefined ? undefined : onceEach(pictures) }
  const decide = async (generation: GenerationContext) => {
    const { state, questionnaire, version } = generation
    const { template_id, answers } = state
    const { tenant, actor } = request.context
    const slot = slotAt(questionnaire, answers, command.name)
    const context = { now: request.context.now, zone: state.zone, locale: state.locale, form: command.form }
    const written = await withReferredPictures(deps, command.value, request.caller, generation)
    const read = slot === undefined || written === undefined ? ok({}) : readItem(slot, written, context)
    const value =
      read.ok && slot !== undefined
        ? await fitItem(fitting, slot.question, read.value, { tenant, template_id, version, actor, answers })
        : read
    const sentMessage = command.shown_under === undefined ? undefined : state.outbox?.sent.get(command.shown_under)
    return value.ok
      ? decideAdd(
          { name: command.name, value: value.value, shown_revision: sentMessage?.revision },
          state,
          questionnaire,
        )
      : value
  }
  return transactGeneration(deps, command.id, request, decide, { rest: true })
}

/** Removes an item. */
export async function removeListItem(
  deps: CommandDeps,
  command: ListRef & { readonly item: string },
  request: CommandRequest,
): Promise<CommittedGeneration> {
  return transactGeneration(
    deps,
    command.id,
    request,
    ({ state, questionnaire }) => decideRemove({ name: command.name, item: command.item }, state, questionnaire),
    { rest: true },
  )
}

/** Closes the list: no more items follow. */
export async function closeList(
  deps: CommandDeps,
  command: ListRef,
  request: CommandRequest,
): Promise<CommittedGeneration> {
  return transactGeneration(
    deps,
    command.id,
    request,
    ({ state, questionnaire }) => decideClose({ name: command.name }, state, questionnaire),
    { rest: true },
  )
}

/** Reads the item as a list of one item whose fields may be missing. */
function readItem({ address, question }: QuestionSlot, raw: unknown, context: AnswerContext): Result<ItemAnswer> {
  if (question.kind !== 'list') return ok({})
  const fields = (question.fields ?? []).map((field) => ({ ...field, required: false }))
  const { limits: _, ...rest } = question
  const read = readAnswer({ ...rest, name: address, fields }, [raw], context)
  if (!read.ok) return read
  return ok(isItems(read.value) ? (read.value[0] ?? {}) : {})
}
