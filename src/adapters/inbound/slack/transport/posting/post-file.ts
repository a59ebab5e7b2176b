/**
 * One file, once. Its id is kept before the upload is completed: until then nobody sees it, and afterwards it is asked
 * by that id whether it is there. Slack shares it in its own time, so that only the message in the channel counts.
 */
import type { PostNote } from '../../../../../ports/slack/slack-records.ts'
import {
  handleFailure,
  asRetry,
  checkNotInFlight,
  waitForTurn,
  type MessageContent,
  type PostDeps,
  type PostResult,
} from './post-message.ts'
import { CallFailed } from '../calling/slack-calls.ts'

export interface PostFileDeps extends PostDeps {
  /** Sends the bytes to where Slack says: `true` when they were taken. */
  readonly upload: (address: string, bytes: Uint8Array, file_name: string) => Promise<boolean>
}

export interface FileToPost {
  readonly file_name: string
  readonly bytes: Uint8Array
  readonly content: MessageContent
}

interface FileInfo {
  readonly file?: { readonly shares?: { readonly public?: Shares; readonly private?: Shares } }
}
type Shares = Readonly<Record<string, readonly { readonly ts?: string }[]>>

/** Between the looks at whether it is shared, right after the upload; then it is left to the next wake-up. */
const CHECK_PAUSES_MS = [100, 200, 400, 800, 1500] as const
/** A file that is not shared so long after its upload was completed never will be. */
const GIVE_UP_MS = 180_000

/** Throws `RetryAt` for what may pass. */
export async function postFile(
  deps: PostFileDeps,
  note: PostNote,
  file: () => Promise<FileToPost>,
): Promise<PostResult> {
  const known = await findEarlierFile(deps, note)
  if (known !== undefined) return known
  const { id, team, channel, thread_ts } = note
  const attempts = note.attempts + 1
  await waitForTurn(deps, note)
  const { file_name, bytes, content } = await file()
  const completing: PostNote = { ...note, state: 'completing', attempts, tried_at: deps.clock.now() }
  let file_id: string
  let state: PostNote['state'] = note.state
  try {
    file_id = await uploadBytes(deps, note, file_name, bytes)
    await deps.records.change(id, { state: 'completing', file_id, attempts, tried_at: completing.tried_at })
    state = 'completing'
    await deps.call(team, 'files.completeUploadExternal', {
      files: [{ id: file_id, title: file_name }],
      channel_id: channel,
      blocks: content.blocks,
      ...(thread_ts === null ? {} : { thread_ts }),
    })
  } catch (error) {
    return handleFailure(deps, { ...note, state, attempts }, error)
  }
  return (
    (await checkShared(deps, { ...completing, file_id }, CHECK_PAUSES_MS)) ?? {
      outcome: 'uncertain',
      detail: 'Slack took the file and does not know it any more.',
    }
  )
}

async function uploadBytes(
  { call, upload }: PostFileDeps,
  { team }: PostNote,
  filename: string,
  bytes: Uint8Array,
): Promise<string> {
  const { upload_url, file_id } = await call<{ upload_url: string; file_id: string }>(
    team,
    'files.getUploadURLExternal',
    { filename, length: bytes.length },
  )
  if (!(await upload(upload_url, bytes, filename)))
    throw new CallFailed('upload', { kind: 'later', ms: 5000, detail: 'the file was not taken' })
  return file_id
}

/** What has become of a file that was begun; undefined when it is not there for sure. Throws `RetryAt`. */
export async function findEarlierFile(deps: PostFileDeps, note: PostNote): Promise<PostResult | undefined> {
  if (note.state === 'posted' && note.ts !== null) return { outcome: 'posted', ts: note.ts }
  if (note.state !== 'completing') return undefined
  checkNotInFlight(deps, note)
  const found = await checkShared(deps, note)
  // The upload was never completed: nobody has seen anything of it.
  if (found === undefined) await deps.records.change(note.id, { state: 'planned', file_id: null })
  return found
}

async function checkShared(
  deps: PostFileDeps,
  note: PostNote,
  pauses: readonly number[] = [],
): Promise<PostResult | undefined> {
  try {
    return await waitUntilShared(deps, note, pauses)
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error
    const { failure } = error
    if (failure.kind !== 'refused') throw asRetry(deps, note, error)
    return failure.error === 'file_not_found'
      ? undefined
      : { outcome: 'uncertain', detail: `Slack does not let the file be looked for: ${failure.detail}` }
  }
}

/** Waits a little for the file to be shared. Throws `CallFailed`, and `RetryAt` when it takes longer. */
async function waitUntilShared(deps: PostFileDeps, note: PostNote, pauses: readonly number[]): Promise<PostResult> {
  const { id, team, channel, file_id, tried_at } = note
  for (const pause of [0, ...pauses]) {
    if (pause > 0) await deps.sleep(pause)
    const { file } = await deps.call<FileInfo>(team, 'files.info', { file: file_id })
    const ts = [file?.shares?.private, file?.shares?.public].flatMap((shares) => shares?.[channel] ?? [])[0]?.ts
    if (ts !== undefined) {
      await deps.records.change(id, { state: 'posted', ts })
      return { outcome: 'posted', ts }
    }
  }
  if (Date.parse(tried_at ?? '') + GIVE_UP_MS <= Date.parse(deps.clock.now()))
    return { outcome: 'uncertain', detail: 'Slack took the file and does not show it in the conversation.' }
  throw asRetry(
    deps,
    note,
    new CallFailed('files.info', { kind: 'later', ms: 5000, detail: 'the file is not shared yet' }),
  )
}
