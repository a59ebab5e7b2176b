/** The time, as an effect. */
export interface Clock {
  /** Now, ISO 8601 UTC with milliseconds. */
  now(): string
}
