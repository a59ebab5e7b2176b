/** A message in a conversation’s thread: an answer to the question above it, or a keyword. */
import { settleCorrection } from '../../../../../../commands/generation/correct-answer.ts'
import type { Command } from '../../../../../../answers/meaning/key-words.ts'
import { readMeaning, type Meaning } from '../../../../../../answers/meaning/read-meaning.ts'
import { readYesOrNo } from '../../../../../../answers/meaning/yes-or-no.ts'
import type { QuestionView } from '../../../../../../queries/generation/generation-view.ts'
import { wordsOf, type WrittenMessage } from '../../input/rich-text.ts'
import type { MessageLocation, SlackFile } from '../../payloads.ts'
import { submitListItems } from '../answering/list-answers.ts'
import { submitAnswer } from '../answering/submit-answer.ts'
import { findPromptsAbove, type PromptAbove } from '../conversation/prompts-above.ts'
import type { ConversationAccess } from '../conversation/conversation-access.ts'
import { tryCommand, commandRequestOf, refusalText } from '../interaction/run-command.ts'
import { replyPrivately } from '../interaction/reply.ts'
import { messageRefOf, type Interaction } from '../interaction/interaction.ts'
import { askWhatIsMeant, changeableAnswers } from '../navigation/edit-named-answer.ts'
import { runKeyword } from './run-keyword.ts'
import { submitPicture } from './picture-answer.ts'
import { downloadSnippet } from './snippet-answer.ts'

/** A written message. */
export interface IncomingMessage {
  readonly text: string
  readonly written: Omit<WrittenMessage, 'plain'>
  readonly files: readonly SlackFile[]
  /** The thread; undefined for a message outside of threads, which answers the conversation's last question. */
  readonly thread_ts: string | undefined
}

/** Throws errors that call for a retry. */
export async function onThreadMessage(
  interaction: Interaction & { readonly location: MessageLocation },
  access: ConversationAccess,
  incoming: IncomingMessage,
): Promise<void> {
  const { location, texts } = interaction
  const where = { ts: location.ts, channel: location.channel, thread_ts: incoming.thread_ts }
  const all = await findPromptsAbove(interaction, access, where)
  const [last] = all
  if (last?.about === 'correction' && (await settleCorrectionByText(interaction, access, last, incoming.text))) return
  const above = all.find(({ about }) => about !== 'correction')
  if (above === undefined)
    return replyPrivately(
      interaction,
      hasEnded(access) ? texts.ended : access.full === undefined ? texts.not_yours : texts.gone,
    )
  const question = above.name === null ? undefined : await access.question(above.name)
  if (above.name !== null && question === undefined) return replyPrivately(interaction, texts.gone)
  const written = await wordsFor(interaction, question, incoming)
  if (written === undefined) return replyPrivately(interaction, texts.snippet_unread)
  const said = meaningOf(interaction, access, question, written)
  if (said.kind === 'command') return runKeyword(interaction, access, said, above, question)
  if (hasEnded(access)) return replyPrivately(interaction, texts.ended)
  if (question === undefined) return replyPrivately(interaction, texts.review_waits)
  if (written.written.wordless !== undefined)
    return replyPrivately(interaction, texts.wordless(written.written.wordless))
  if (said.kind === 'unclear') return askWhatIsMeant(interaction, access, question, said)
  const shown_under = above.message
  if (question.kind === 'image' || written.files.length > 0)
    return submitPicture(interaction, access, question, shown_under, { ...written, text: said.text })
  if (question.kind === 'list') return submitListItems(interaction, access, question, said.text, shown_under)
  return submitAnswer(interaction, access, {
    question,
    value: said.text,
    shown_under,
    said_in: messageRefOf(interaction.team, location),
    at: new Date(Number(location.ts) * 1000).toISOString(),
  })
}

/** The words as the question reads them; a snippet's text is the message, undefined where it is not to be had. */
async function wordsFor(
  interaction: Interaction,
  question: QuestionView | undefined,
  incoming: IncomingMessage,
): Promise<IncomingMessage | undefined> {
  const [file, second] = incoming.files
  if (file?.mode === 'snippet' && second === undefined && question?.kind !== 'image') {
    const text = await downloadSnippet(interaction, file)
    return text === undefined ? undefined : { ...incoming, text, written: { markdown: text }, files: [] }
  }
  return question === undefined
    ? incoming
    : { ...incoming, text: wordsOf({ ...incoming.written, plain: incoming.text }, question) }
}

/** The commands that a colleague may give about the question that was handed to them. */
const OF_COLLEAGUES: ReadonlySet<Command> = new Set(['skip', 'help'])

/** What the message means; a message with a file is an answer. */
function meaningOf(
  interaction: Interaction,
  access: ConversationAccess,
  question: QuestionView | undefined,
  { text, files }: IncomingMessage,
): Meaning {
  if (files.length > 0) return { kind: 'answer', text }
  const { deps, person } = interaction
  const { zone, locale } = access.full === undefined ? person : access.state
  return readMeaning(text, {
    asked: question === undefined ? 'review' : { ...question, when: [] },
    answers: changeableAnswers(interaction, access),
    context: { now: deps.app.clock.now(), zone, locale },
    allowed: access.full === undefined ? OF_COLLEAGUES : undefined,
  })
}

const hasEnded = ({ state: { phase } }: ConversationAccess): boolean => phase !== 'asking' && phase !== 'reviewing'

/** Accepts or declines a proposed change by “yes” or “no”; false for any other text. */
async function settleCorrectionByText(
  interaction: Interaction,
  { generation: id, state }: ConversationAccess,
  { name, message }: PromptAbove,
  text: string,
): Promise<boolean> {
  const accept = readYesOrNo(text, state.locale)
  if (accept === undefined) return false
  const settled = await tryCommand(() =>
    settleCorrection(
      interaction.deps.app,
      { id, name: name ?? undefined, shown_under: message, accept },
      commandRequestOf(interaction, 'settle', [id, name, accept]),
    ),
  )
  if ('refused' in settled) await replyPrivately(interaction, refusalText(settled.refused, interaction.texts))
  return true
}
