/** What a simulated person can do and see. */
import type { Entry } from './element-values.ts'
import type { SeenMessage } from './seen-message.ts'
import type { SubmissionOutcome } from './submission-outcome.ts'
import type { User } from '../state/model.ts'

/**
 * A conversation: `app` (the direct messages with it, the default), a channel by name or id, or the direct messages
 * with `@somebody`.
 */
export type Place = string

/** Where something is typed: a conversation, and in it a thread, named by any message of it. */
export interface Location {
  in?: Place
  thread?: SeenMessage | string
}

/**
 * What is acted on: a message, the open modal, the home tab; not given: the modal if one is open, else the newest
 * message that has it.
 */
export type ActionTarget = SeenMessage | 'modal' | 'home'

/** Which of several of the same name: the one in a block with the text `beside`, or in the block of the id `block`. */
export interface ElementSelector {
  on?: ActionTarget
  beside?: string
  block?: string
}

/** Typing, commands, shortcuts, files. */
export interface MessagingActions {
  /** Types a message. */
  say(text: string, where?: Location): Promise<SeenMessage>
  /** Pastes what is in the clipboard, after what was typed before it (`text`), and sends it. */
  paste(clipboard: string, where?: Location & { text?: string }): Promise<SeenMessage>
  /** Sends a slash command, e.g. `command('/docgen', 'nda')`. Not possible inside a thread. */
  command(command: string, text?: string, where?: Location): Promise<void>
  /** Runs a shortcut by its name (or callback id): one of a message if `on` is given. */
  shortcut(name: string, on?: SeenMessage): Promise<void>
  edit(message: SeenMessage, text: string): Promise<void>
  remove(message: SeenMessage): Promise<void>
  /** Drops a file into a conversation, with a text if wanted. */
  drop(file: { name: string; content: Buffer | string }, where?: Location & { text?: string }): Promise<SeenMessage>
  openHome(): Promise<void>
  /** Posts a text snippet: Slack's editor makes a file of it. */
  snippet(text: string, where?: Location & { title?: string }): Promise<SeenMessage>
  /** Opens Slack anew: messages that only this person saw are gone. */
  reload(): void
  /** Is not in Slack: ephemeral messages do not arrive, until `comeBack`. */
  goAway(): void
  comeBack(): void
  join(channel: Place): void
  leave(channel: Place): void
  /** Changes the person's profile, e.g. the locale, and tells the app. */
  updateProfile(given: Partial<Pick<User, 'locale' | 'tz' | 'realName'>>): Promise<void>
}

/** Clicking and choosing. */
export interface ElementActions {
  /** Clicks a button, by its text or action id; accepts its confirmation unless `deny`. */
  click(button: string, options?: ElementSelector & { deny?: boolean }): Promise<void>
  /**
   * Chooses in a menu, radio buttons, checkboxes, an overflow menu or a picker of a message, a modal or the home tab.
   */
  choose(entry: Entry, from: string, options?: ElementSelector): Promise<void>
  /** What an external menu offers for a typed text. */
  search(typed: string, menu: string, options?: ElementSelector): Promise<string[]>
}

/** The open modal. */
export interface ModalActions {
  /** Fills in fields of the open modal, by label (or action id, or block id). */
  fillIn(fields: Record<string, Entry>): Promise<void>
  /** Presses the submit button of the open modal. */
  submit(): Promise<SubmissionOutcome>
  /** Closes the open modal with its close button, or all of them with the ✕. */
  close(options?: { all?: boolean }): Promise<void>
}

/** Looking and waiting. */
export interface Observations {
  /** The messages of a conversation, or of one thread of it, oldest first. */
  messages(where?: Location): SeenMessage[]
  /** The transcript of a conversation (`app` by default), of one of its threads, or of all of them. */
  transcript(where?: Location | 'everything'): string
  /** The newest visible message that matches, anywhere or there; an error if there is none. */
  message(text: RegExp | string, where?: Location): SeenMessage
  /** What the open modal shows; `undefined` when none is open. */
  modal(): string | undefined
  /** What the home tab shows; `undefined` before it was published. */
  home(): string | undefined
  /** Waits until such a message is there. `after`: only later ones. */
  waitFor(text: RegExp | string, where?: Location & { after?: SeenMessage }): Promise<SeenMessage>
  waitForModal(text?: RegExp | string): Promise<string>
  waitForHome(text: RegExp | string): Promise<string>
  /**
   * Waits until a condition over what is seen holds; it is looked at whenever something happens where the person can
   * see it.
   */
  waitUntil<T>(what: string, holds: () => T | undefined | false): Promise<T>
}

export interface Person extends MessagingActions, ElementActions, ModalActions, Observations {
  readonly id: string
  readonly user: User
}
