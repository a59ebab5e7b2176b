/** Tells what is open that somebody's rights changed: a key or session ended, here or on another instance. */
export interface AccessNews {
  /**
   * Calls `changed` within a second after somebody's rights changed, at once if this instance did it. `actor`:
   * whose. Returns a function that stops watching.
   */
  watch(actor: string, changed: () => void): () => void
}
