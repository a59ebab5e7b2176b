/** What a person writes in a conversation's thread: an answer to what stood above it, or a word. */
import { settleCorrection } from '../../../../../commands/generation/correct-answer.ts'
import { readAnswer } from '../../../../../answers/read.ts'
import { MAX_IMAGE } from '../../../../../answers/kinds/image.ts'
import type { QuestionView } from '../../../../../queries/generation/present-generation.ts'
import type { SlackFile } from '../payloads.ts'
import { readWords, type Said } from '../keywords.ts'
import { beginItem, finishList, giveAnswer, giveListItems } from './answering.ts'
import { questionsAbove, type Above, type Seen } from './questions.ts'
import { askToCancel, confirm, editByWords, skip, turnTo } from './navigation.ts'
import { attempt, bestEffort, commandOf, refusalWords, referenceOf, whisper, type Visit } from './interaction.ts'

export interface Written {
  readonly text: string
  readonly files: readonly SlackFile[]
  /** The thread; undefined for a message beside all threads, which is for the last question of the conversation. */
  readonly thread_ts: string | undefined
}

/** Throws what is to be tried again. */
export async function hear(
  visit: Visit & { readonly at: NonNullable<Visit['at']> },
  seen: Seen,
  written: Written,
): Promise<void> {
  const { at, texts } = visit
  const where = { ts: at.ts, channel: at.channel, thread_ts: written.thread_ts }
  const all = await questionsAbove(visit, seen, where)
  const [last] = all
  if (last?.about === 'correction' && (await settledByWords(visit, seen, last, written.text))) return
  const above = all.find(({ about }) => about !== 'correction')
  if (above === undefined)
    return whisper(visit, hasEnded(seen) ? texts.ended : seen.shown === undefined ? texts.not_yours : texts.gone)
  const question = above.name === null ? undefined : await seen.question(above.name)
  if (above.name !== null && question === undefined) return whisper(visit, texts.gone)
  const said = readWords(
    written.text,
    question === undefined ? 'review' : question.kind === 'list' ? 'list' : 'question',
  )
  if (said.kind === 'word') return obey(visit, seen, said, above, question)
  if (hasEnded(seen)) return whisper(visit, texts.ended)
  if (question === undefined) return whisper(visit, texts.review_waits)
  const shown_under = above.message
  if (question.kind === 'image' || written.files.length > 0) return picture(visit, seen, question, shown_under, written)
  if (question.kind === 'list') return giveListItems(visit, seen, question, said.text, shown_under)
  return giveAnswer(visit, seen, {
    question,
    value: said.text,
    shown_under,
    said_in: referenceOf(visit.team, at),
    at: new Date(Number(at.ts) * 1000).toISOString(),
  })
}

const hasEnded = ({ state: { phase } }: Seen): boolean => phase !== 'asking' && phase !== 'reviewing'

/** “Yes” or “no” to a proposed change; anything else is no word on it. */
async function settledByWords(
  visit: Visit,
  { generation: id, state }: Seen,
  { name, message }: Above,
  text: string,
): Promise<boolean> {
  const read = readAnswer({ name: 'correction', kind: 'yes_no', label: '', required: true, when: [] }, text, {
    now: visit.deps.app.clock.now(),
    zone: state.zone,
    locale: state.locale,
  })
  if (!read.ok || typeof read.value !== 'boolean') return false
  const accept = read.value
  const settled = await attempt(() =>
    settleCorrection(
      visit.deps.app,
      { id, name: name ?? undefined, message_ref: message, accept },
      commandOf(visit, 'settle', [id, name, accept]),
    ),
  )
  if ('refused' in settled) await whisper(visit, refusalWords(settled.refused, visit.texts))
  return true
}

async function obey(
  visit: Visit,
  seen: Seen,
  { word, rest }: Extract<Said, { kind: 'word' }>,
  above: Above,
  question: QuestionView | undefined,
): Promise<void> {
  const at = { name: above.name, shown_under: above.message }
  if (seen.shown === undefined && word !== 'skip' && word !== 'help')
    return whisper(visit, visit.texts.only_the_person_asked)
  switch (word) {
    case 'back':
      return turnTo(visit, seen, 'back', {})
    case 'repeat':
      return turnTo(visit, seen, 'repeat', at)
    case 'help':
      return question !== undefined && seen.shown === undefined
        ? whisper(visit, visit.texts.hint({ kind: question.kind }))
        : turnTo(visit, seen, 'help', at)
    case 'edit':
      return editByWords(visit, seen, rest)
    case 'cancel':
      return askToCancel(visit, seen)
    case 'skip':
      return question === undefined
        ? whisper(visit, visit.texts.review_waits)
        : skip(visit, seen, question.name, at.shown_under)
    case 'done':
      return question === undefined ? undefined : finishList(visit, seen, question, at.shown_under)
    case 'add':
      return question === undefined ? undefined : beginItem(visit, seen, question, at.shown_under)
    case 'confirm':
      await confirm(visit, seen, { shown_under: above.message })
  }
}

/** A picture that was dropped into the thread. */
async function picture(
  visit: Visit,
  seen: Seen,
  question: QuestionView,
  shown_under: string | undefined,
  { files, text }: Written,
): Promise<void> {
  const [file] = files
  if (question.kind !== 'image' || file === undefined)
    return giveAnswer(visit, seen, { question, value: text, shown_under })
  const value = await pictureIn(visit, file)
  if (value === undefined) return whisper(visit, visit.texts.no_picture)
  await giveAnswer(visit, seen, { question, value, shown_under })
}

/** A file of Slack's as an answer; undefined for one that cannot be had. */
export async function pictureIn(
  visit: Visit,
  file: SlackFile,
): Promise<{ readonly media_type: string; readonly data: string } | undefined> {
  const url = file.url_private_download ?? file.url_private
  if (url === undefined) return undefined
  const bytes = await bestEffort(visit, () => visit.deps.downloadFile(visit.team, url, MAX_IMAGE))
  return bytes === undefined
    ? undefined
    : { media_type: file.mimetype ?? '', data: Buffer.from(bytes).toString('base64') }
}
