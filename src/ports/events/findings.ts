/** What can be wrong with a stored event, by kind: the same words in errors, the log, health and the console. */

/** Each with what it means of an event. */
export const TAMPERINGS = {
  malformed: 'its envelope is not one of ours',
  exchanged: 'its envelope is that of another event',
  changed: 'its hash is not that of its bytes',
  forged: 'its hash is right, but its MAC is not ours: it was made anew, or belongs to another stream',
  moved: 'it was recorded at another revision of its stream',
  mac_missing: 'it owes a MAC and has none: it was not written by this installation',
  not_following: 'it does not follow the event before it',
  unsealed: 'a field is sealed that must be open, or open that must be sealed',
  seal_broken: 'a sealed value does not open in its place',
  object_missing: 'the object of a large value is gone',
  object_changed: 'the object of a large value is not the one that was stored',
} as const
export type Tampering = keyof typeof TAMPERINGS

/** What is wrong with a stored event, and where. */
export interface EventFinding {
  readonly stream: string
  readonly revision: number
  readonly kind: Tampering
  /** The finding in words, for an operator. It never holds a value. */
  readonly words: string
  /** The field that shows it, if known. */
  readonly field?: string
}
