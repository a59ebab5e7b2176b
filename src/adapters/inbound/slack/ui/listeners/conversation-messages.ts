/** What a person writes in a conversation's thread: an answer to what stood above it, or a word. */
import { settleCorrection } from '../../../../../commands/generation/correct-answer.ts'
import { readAnswer } from '../../../../../answers/read.ts'
import { MAX_IMAGE } from '../../../../../answers/kinds/image.ts'
import type { QuestionView } from '../../../../../queries/generation/generation-view.ts'
import type { MessageLocation, SlackFile } from '../payloads.ts'
import { readKeyword, type KeywordOrAnswer } from '../keywords.ts'
import { addEmptyItem, finishList, submitAnswer, submitListItems } from './answering.ts'
import { promptsAbove, type PromptAbove, type ConversationAccess } from './questions.ts'
import { confirmCancel, confirmReview, editNamedAnswer, skip, reopen } from './navigation.ts'
import {
  tryCommand,
  bestEffort,
  commandRequestOf,
  refusalText,
  messageRefOf,
  replyEphemeral,
  type Interaction,
} from './interaction.ts'

export interface IncomingMessage {
  readonly text: string
  readonly files: readonly SlackFile[]
  /** The thread; undefined for a message beside all threads, which is for the last question of the conversation. */
  readonly thread_ts: string | undefined
}

/** Throws what is to be tried again. */
export async function onThreadMessage(
  interaction: Interaction & { readonly location: MessageLocation },
  access: ConversationAccess,
  written: IncomingMessage,
): Promise<void> {
  const { location, texts } = interaction
  const where = { ts: location.ts, channel: location.channel, thread_ts: written.thread_ts }
  const all = await promptsAbove(interaction, access, where)
  const [last] = all
  if (last?.about === 'correction' && (await settleCorrectionByText(interaction, access, last, written.text))) return
  const above = all.find(({ about }) => about !== 'correction')
  if (above === undefined)
    return replyEphemeral(
      interaction,
      hasEnded(access) ? texts.ended : access.full === undefined ? texts.not_yours : texts.gone,
    )
  const question = above.name === null ? undefined : await access.question(above.name)
  if (above.name !== null && question === undefined) return replyEphemeral(interaction, texts.gone)
  const said = readKeyword(
    written.text,
    question === undefined ? 'review' : question.kind === 'list' ? 'list' : 'question',
  )
  if (said.kind === 'word') return runKeyword(interaction, access, said, above, question)
  if (hasEnded(access)) return replyEphemeral(interaction, texts.ended)
  if (question === undefined) return replyEphemeral(interaction, texts.review_waits)
  const shown_under = above.message
  if (question.kind === 'image' || written.files.length > 0)
    return submitPicture(interaction, access, question, shown_under, written)
  if (question.kind === 'list') return submitListItems(interaction, access, question, said.text, shown_under)
  return submitAnswer(interaction, access, {
    question,
    value: said.text,
    shown_under,
    said_in: messageRefOf(interaction.team, location),
    at: new Date(Number(location.ts) * 1000).toISOString(),
  })
}

const hasEnded = ({ state: { phase } }: ConversationAccess): boolean => phase !== 'asking' && phase !== 'reviewing'

/** “Yes” or “no” to a proposed change; anything else is no word on it. */
async function settleCorrectionByText(
  interaction: Interaction,
  { generation: id, state }: ConversationAccess,
  { name, message }: PromptAbove,
  text: string,
): Promise<boolean> {
  const read = readAnswer({ name: 'correction', kind: 'yes_no', label: '', required: true, when: [] }, text, {
    now: interaction.deps.app.clock.now(),
    zone: state.zone,
    locale: state.locale,
  })
  if (!read.ok || typeof read.value !== 'boolean') return false
  const accept = read.value
  const settled = await tryCommand(() =>
    settleCorrection(
      interaction.deps.app,
      { id, name: name ?? undefined, shown_under: message, accept },
      commandRequestOf(interaction, 'settle', [id, name, accept]),
    ),
  )
  if ('refused' in settled) await replyEphemeral(interaction, refusalText(settled.refused, interaction.texts))
  return true
}

async function runKeyword(
  interaction: Interaction,
  access: ConversationAccess,
  { word, rest }: Extract<KeywordOrAnswer, { kind: 'word' }>,
  above: PromptAbove,
  question: QuestionView | undefined,
): Promise<void> {
  const prompt = { name: above.name, shown_under: above.message }
  if (access.full === undefined && word !== 'skip' && word !== 'help')
    return replyEphemeral(interaction, interaction.texts.only_the_person_asked)
  switch (word) {
    case 'back':
      return reopen(interaction, access, 'back', {})
    case 'repeat':
      return reopen(interaction, access, 'repeat', prompt)
    case 'help':
      return question !== undefined && access.full === undefined
        ? replyEphemeral(interaction, interaction.texts.hint({ kind: question.kind }))
        : reopen(interaction, access, 'help', prompt)
    case 'edit':
      return editNamedAnswer(interaction, access, rest)
    case 'cancel':
      return confirmCancel(interaction, access)
    case 'skip':
      return question === undefined
        ? replyEphemeral(interaction, interaction.texts.review_waits)
        : skip(interaction, access, question.name, prompt.shown_under)
    case 'done':
      return question === undefined ? undefined : finishList(interaction, access, question, prompt.shown_under)
    case 'add':
      return question === undefined ? undefined : addEmptyItem(interaction, access, question, prompt.shown_under)
    case 'confirm':
      await confirmReview(interaction, access, { shown_under: above.message })
  }
}

/** A picture that was dropped into the thread. */
async function submitPicture(
  interaction: Interaction,
  access: ConversationAccess,
  question: QuestionView,
  shown_under: string | undefined,
  { files, text }: IncomingMessage,
): Promise<void> {
  const [file] = files
  if (question.kind !== 'image' || file === undefined)
    return submitAnswer(interaction, access, { question, value: text, shown_under })
  const value = await downloadPicture(interaction, file)
  if (value === undefined) return replyEphemeral(interaction, interaction.texts.no_picture)
  await submitAnswer(interaction, access, { question, value, shown_under })
}

/** A file of Slack's as an answer; undefined for one that cannot be had. */
export async function downloadPicture(
  interaction: Interaction,
  file: SlackFile,
): Promise<{ readonly media_type: string; readonly data: string } | undefined> {
  const url = file.url_private_download ?? file.url_private
  if (url === undefined) return undefined
  const bytes = await bestEffort(interaction, () => interaction.deps.downloadFile(interaction.team, url, MAX_IMAGE))
  return bytes === undefined
    ? undefined
    : { media_type: file.mimetype ?? '', data: Buffer.from(bytes).toString('base64') }
}
