/** Notifies watchers on this instance that a stream has changed, within moments of the append. */

export interface LiveChanges {
  /**
   * Calls `changed` after every batch with events of the stream, from the moment the promise resolves. It does not say
   * what changed: read the stream again. Returns a function that stops watching.
   */
  watch(stream: string, changed: () => void): Promise<() => void>
  /** Fires when the service stops. Connections that wait for changes must end then. */
  readonly stopping: AbortSignal
}
