/** Tells who looks at a stream that it has changed, on this instance, within moments of the append. */

export interface LiveChanges {
  /**
   * Calls `changed` after every batch that holds events of the stream, from the moment the promise resolves. The
   * changes themselves are not told: read the stream again. Gives the function that stops it.
   */
  watch(stream: string, changed: () => void): Promise<() => void>
  /** Fires when the service stops: whoever holds a connection open for changes ends it. */
  readonly stopping: AbortSignal
}
