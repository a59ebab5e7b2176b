/**
 * Posts one file exactly once. Its id is recorded before the upload is completed: until then it is invisible, and
 * afterwards the id tells whether it is there.
 */
import type { UnrecordedMessage } from '../../../../../ports/slack/slack-records.ts'
import { handleFailure, waitForTurn, type PostingDeps, type PostingResult } from './posting-attempt.ts'
import type { MessageContent } from './post-message.ts'
import { CallFailed } from '../calling/slack-calls.ts'
import { findEarlierFile, checkShared } from './find-shared-file.ts'

/** What posting a file needs. */
export interface PostFileDeps extends PostingDeps {
  /** Uploads the bytes; `true` when Slack accepted them. */
  readonly upload: (address: string, bytes: Uint8Array, file_name: string) => Promise<boolean>
}

/** A file and the message beside it. */
export interface FileToPost {
  readonly file_name: string
  readonly bytes: Uint8Array
  readonly content: MessageContent
}

/** Pauses between checks for the shared file, right after the upload; after that the next job checks again. */
const CHECK_PAUSES_MS = [100, 200, 400, 800, 1500] as const

/** Throws `RetryAt` for a failure that may pass. */
export async function postFile(
  deps: PostFileDeps,
  unrecorded: UnrecordedMessage,
  file: () => Promise<FileToPost>,
): Promise<PostingResult> {
  const known = await findEarlierFile(deps, unrecorded)
  if (known !== undefined) return known
  const { id, team, channel, thread_ts } = unrecorded
  const attempts = unrecorded.attempts + 1
  await waitForTurn(deps, unrecorded)
  const { file_name, bytes, content } = await file()
  const completing: UnrecordedMessage = { ...unrecorded, state: 'completing', attempts, tried_at: deps.clock.now() }
  let file_id: string
  let state: UnrecordedMessage['state'] = unrecorded.state
  try {
    file_id = await uploadBytes(deps, unrecorded, file_name, bytes)
    await deps.records.updateMessage(id, { state: 'completing', file_id, attempts, tried_at: completing.tried_at })
    state = 'completing'
    await deps.call(team, 'files.completeUploadExternal', {
      files: [{ id: file_id, title: file_name }],
      channel_id: channel,
      blocks: content.blocks,
      ...(thread_ts === null ? {} : { thread_ts }),
    })
  } catch (error) {
    return handleFailure(deps, { ...unrecorded, state, attempts }, error)
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
  { team }: UnrecordedMessage,
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
