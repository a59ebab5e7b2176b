/** What the Slack adapter must remember of its posts and threads. Nothing of an answer is in it. */

/** A post on its way: noted before it is tried, forgotten once its outcome is recorded in the stream. */
export interface UnrecordedMessage {
  readonly id: string
  readonly generation: string
  readonly team: string
  readonly channel: string
  /** Null for one that begins a thread. */
  readonly thread_ts: string | null
  /**
   * `planned`: not there for sure; `trying`: a message that may be there; `completing`: a file that may be there, by
   * its `file_id`;
   * `posted`: there, as `ts`.
   */
  readonly state: 'planned' | 'trying' | 'completing' | 'posted'
  readonly ts: string | null
  readonly file_id: string | null
  /** JSON of a `MessageRecord`; null for the first message of a thread, of which the stream knows nothing. */
  readonly record: string | null
  readonly attempts: number
  readonly planned_at: string
  /** When it was last tried. */
  readonly tried_at: string | null
}

export type PlannedMessage = Pick<UnrecordedMessage, 'id' | 'generation' | 'team' | 'channel' | 'thread_ts' | 'record'>
export type UnrecordedMessageChange = Partial<
  Pick<UnrecordedMessage, 'state' | 'ts' | 'file_id' | 'attempts' | 'tried_at'>
>

export interface Thread {
  readonly team: string
  readonly channel: string
  readonly thread_ts: string
  readonly generation: string
  /** The requester's conversation; others are those of colleagues. */
  readonly main: boolean
}

export interface SlackRecords {
  /** Notes a post unless it is noted; gives the note that counts. */
  planMessage(post: PlannedMessage): Promise<UnrecordedMessage>
  updateMessage(id: string, change: UnrecordedMessageChange): Promise<void>
  deleteMessage(id: string): Promise<void>
  /** The posts of a generation whose outcome is not recorded, oldest first. */
  listUnrecorded(generation: string): Promise<readonly UnrecordedMessage[]>
  addThread(thread: Thread): Promise<void>
  deleteThread(thread: Pick<Thread, 'team' | 'channel' | 'thread_ts'>): Promise<void>
  /** The generation of a thread. */
  generationOfThread(team: string, channel: string, thread_ts: string): Promise<string | undefined>
  /** The threads of a generation, newest first. */
  threadsOfGeneration(generation: string): Promise<readonly Thread[]>
  /** The threads of a channel, newest first, at most 50. */
  threadsInChannel(team: string, channel: string): Promise<readonly Thread[]>
  /** Threads of conversations that wait for an answer, the latest first. */
  listOpenThreads(limit: number): Promise<readonly Thread[]>
  /**
   * Says that the service is awake; gives since when it may have missed what was said (ISO 8601 UTC), if it slept for
   * longer than `gap_ms` or never caught up.
   */
  recordHeartbeat(gap_ms: number): Promise<string | undefined>
  /** What was missed is in the inbox. */
  recordCaughtUp(): Promise<void>
}
