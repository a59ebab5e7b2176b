/** What the Slack adapter stores about its messages and threads. It holds no answers. */

/** A message being posted: stored before the first attempt, deleted once its outcome is recorded in the stream. */
export interface UnrecordedMessage {
  readonly id: string
  readonly generation: string
  readonly team: string
  readonly channel: string
  /** Null for a message that begins a thread. */
  readonly thread_ts: string | null
  /**
   * `planned`: certainly not posted. `trying`: a message that may be posted. `completing`: a file that may be posted,
   * by its `file_id`. `posted`: posted as `ts`.
   */
  readonly state: 'planned' | 'trying' | 'completing' | 'posted'
  readonly ts: string | null
  readonly file_id: string | null
  /** JSON of a `MessageRecord`; null for the first message of a thread, which the stream does not know. */
  readonly record: string | null
  readonly attempts: number
  readonly planned_at: string
  /** When it was last tried. */
  readonly tried_at: string | null
}

/** A message to be posted. */
export type PlannedMessage = Pick<UnrecordedMessage, 'id' | 'generation' | 'team' | 'channel' | 'thread_ts' | 'record'>
/** What changes while a message is being posted. */
export type UnrecordedMessageChange = Partial<
  Pick<UnrecordedMessage, 'state' | 'ts' | 'file_id' | 'attempts' | 'tried_at'>
>

/** A thread and its generation. */
export interface Thread {
  readonly team: string
  readonly channel: string
  readonly thread_ts: string
  readonly generation: string
  /** Whether it is the requester's thread; other threads are those of colleagues. */
  readonly main: boolean
  /**
   * Whether its messages are shown in the channel beside it, too: until the person writes in the thread, and again from
   * when they answer outside of it.
   */
  readonly broadcast: boolean
}

/** The store of messages, threads and heartbeats. */
export interface SlackRecords {
  /** Stores a message before it is posted. Returns the stored one if there is one already. */
  planMessage(post: PlannedMessage): Promise<UnrecordedMessage>
  updateMessage(id: string, change: UnrecordedMessageChange): Promise<void>
  deleteMessage(id: string): Promise<void>
  /** The messages of a generation whose outcome is not recorded, oldest first. */
  listUnrecorded(generation: string): Promise<readonly UnrecordedMessage[]>
  addThread(thread: Thread): Promise<void>
  deleteThread(thread: Pick<Thread, 'team' | 'channel' | 'thread_ts'>): Promise<void>
  /** Sets `broadcast` of a generation's threads in a channel. */
  setBroadcast(where: Pick<Thread, 'team' | 'channel' | 'generation'>, broadcast: boolean): Promise<void>
  /** The generation of a thread. */
  generationOfThread(team: string, channel: string, thread_ts: string): Promise<string | undefined>
  /** The threads of a generation, newest first. */
  threadsOfGeneration(generation: string): Promise<readonly Thread[]>
  /** The threads of a channel, newest first, at most 50. */
  threadsInChannel(team: string, channel: string): Promise<readonly Thread[]>
  /** Threads of conversations that wait for an answer, the latest first. */
  listOpenThreads(limit: number): Promise<readonly Thread[]>
  /**
   * Records that the service is awake. Returns since when it may have missed messages (ISO 8601 UTC), if it was away
   * for longer than `gap_ms` or has not caught up yet.
   */
  recordHeartbeat(gap_ms: number): Promise<string | undefined>
  /** Records that all missed messages are in the inbox. */
  recordCaughtUp(): Promise<void>
}
