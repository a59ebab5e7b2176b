/** Adds items to a list, and finishes it. */
import { addListItem, closeList } from '../../../../../../commands/generation/change-list.ts'
import { problemsOf, type DomainError } from '../../../../../../domain/kernel/errors.ts'
import { readAnswer } from '../../../../../../answers/read.ts'
import { parseListItems } from '../../../../../../answers/meaning/list-items.ts'
import type { ConversationAccess } from '../conversation/conversation-access.ts'
import { tryCommand, commandRequestOf, refusalText } from '../interaction/run-command.ts'
import { replyPrivately } from '../interaction/reply.ts'
import type { Interaction } from '../interaction/interaction.ts'
import { handleRefusedAnswer } from './refused-answer.ts'
import type { QuestionView } from '../../../../../../queries/generation/generation-view.ts'

/**
 * Adds list items from a message: one per line for a plain list; for a list with fields `name=value`, or the first
 * field.
 */
export async function submitListItems(
  interaction: Interaction,
  access: ConversationAccess,
  question: QuestionView,
  text: string,
  shown_under: string | undefined,
): Promise<void> {
  const {
    deps: { app },
  } = interaction
  const items = parseListItems(question, text)
  if (items === undefined) {
    return handleRefusedAnswer(
      interaction,
      access,
      { question, value: text },
      { code: 'invalid_answer', message: interaction.texts.hint({ kind: 'list' }) },
    )
  }
  const mistake = items.length === 1 ? undefined : mistakeIn(items, interaction, access, question)
  if (mistake !== undefined) return handleRefusedAnswer(interaction, access, { question, value: text }, mistake)
  for (const [index, value] of items.entries()) {
    // Only the first item refers to the shown message, because each item changes the list.
    const command = { id: access.generation, name: question.name, value, ...(index === 0 ? { shown_under } : {}) }
    const added = await tryCommand(() =>
      addListItem(
        app,
        command,
        commandRequestOf(interaction, `item ${String(index)}`, [access.generation, question.name, value]),
      ),
    )
    if ('refused' in added)
      return handleRefusedAnswer(
        interaction,
        access,
        { question, value: text },
        withFieldLabel(added.refused, question),
      )
  }
}

/** What is wrong with any of several items: all are taken or none, or a second paste would bring some of them twice. */
function mistakeIn(
  items: readonly unknown[],
  { deps: { app }, person, texts }: Interaction,
  { state, full }: ConversationAccess,
  question: QuestionView,
): DomainError | undefined {
  const { fields = [], label } = question
  const named = new Set(
    items.flatMap((item) => (typeof item === 'object' && item !== null ? Object.keys(item) : ['.'])),
  )
  // Fields of which the paste has nothing are asked.
  const list = { ...question, fields: fields.filter(({ name }) => named.has(name)), limits: undefined, when: [] }
  const { zone, locale } = full === undefined ? person : state
  const read = readAnswer(list, items, { now: app.clock.now(), zone, locale })
  if (read.ok) return undefined
  const [first] = problemsOf(read.error)
  if (first === undefined) return read.error
  const at = /\[(?<index>\d+)\]/.exec(first.field)?.groups?.['index']
  const place = at === undefined ? '' : `${texts.item({ list: label, ordinal: Number(at) + 1 })}: `
  return { ...first, message: `${place}${withFieldLabel(first, question).message}` }
}

/** Adds an item that was picked among the readings of an unclear one. */
export async function submitItem(
  interaction: Interaction,
  access: ConversationAccess,
  question: QuestionView,
  item: Readonly<Record<string, unknown>>,
  shown_under: string | undefined,
): Promise<void> {
  const command = { id: access.generation, name: question.name, value: item, form: 'wire', shown_under } as const
  const added = await tryCommand(() =>
    addListItem(
      interaction.deps.app,
      command,
      commandRequestOf(interaction, 'item', [access.generation, question.name, item]),
    ),
  )
  if ('refused' in added) await replyPrivately(interaction, refusalText(added.refused, interaction.texts))
}

/** People know a field by its label, not as `items[0].quantity`. */
const withFieldLabel = (error: DomainError, { fields = [] }: QuestionView): DomainError => ({
  ...error,
  message: error.message.replaceAll(/^[^\s:]*\[\d+\](?:\.(?<field>[^\s:]+))?: /gmu, (_, name: string | undefined) => {
    const label = fields.find((field) => field.name === name)?.label
    return label === undefined ? '' : `${label}: `
  }),
})

/** Closes the list: it is complete. */
export async function finishList(
  interaction: Interaction,
  access: ConversationAccess,
  question: QuestionView,
  shown_under: string | undefined,
): Promise<void> {
  const done = await tryCommand(() =>
    closeList(
      interaction.deps.app,
      { id: access.generation, name: question.name, shown_under },
      commandRequestOf(interaction, 'close', [access.generation, question.name]),
    ),
  )
  if ('refused' in done) await replyPrivately(interaction, refusalText(done.refused, interaction.texts))
}

/** Adds an item whose fields are asked for next. */
export async function addEmptyItem(
  interaction: Interaction,
  access: ConversationAccess,
  question: QuestionView,
  shown_under: string | undefined,
): Promise<void> {
  const added = await tryCommand(() =>
    addListItem(
      interaction.deps.app,
      { id: access.generation, name: question.name, shown_under },
      commandRequestOf(interaction, 'add', [access.generation, question.name]),
    ),
  )
  if ('refused' in added) await replyPrivately(interaction, refusalText(added.refused, interaction.texts))
}
