/** The times in which the background work ran on any instance, so that nobody's time runs out while it did not. */
export interface WorkingTimes {
  /** Records that it runs at this time, ISO 8601 UTC. To be called at the start, and at least every few minutes. */
  recordWorking(now: string): Promise<void>
  /** For how many milliseconds it did not run between two times. What was before the first record counts as run. */
  downtimeBetween(from: string, to: string): Promise<number>
}
