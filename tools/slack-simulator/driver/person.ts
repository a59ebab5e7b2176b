/**
 * A person at their Slack: types, clicks, fills in, and sees only what that person would see. Every act resolves once
 * the app has been told.
 */
import { actsInModals } from './acts-in-modals.ts'
import { actsOnElements } from './acts-on-elements.ts'
import { acts } from './acts.ts'
import type { Entry } from './entries.ts'
import { looks } from './looks.ts'
import type { PersonDeps } from './reach.ts'
import type { Seen } from './sight.ts'
import type { Submitted } from './submission.ts'
import type { User } from '../state/model.ts'

/**
 * A conversation: `app` (the direct messages with it, the default), a channel by name or id, or the direct messages
 * with `@somebody`.
 */
export type Place = string
/** Where something is typed: a conversation, and in it a thread, named by any message of it. */
export interface Where {
  in?: Place
  thread?: Seen | string
}
/**
 * What is acted on: a message, the open modal, the home tab; not given: the modal if one is open, else the newest
 * message that has it.
 */
export type On = Seen | 'modal' | 'home'
/** Which of several of the same name: the one in a block with the text `beside`, or in the block of the id `block`. */
export interface Which {
  on?: On
  beside?: string
  block?: string
}

/** Typing, commands, shortcuts, files. */
export interface Acts {
  /** Types a message. */
  say(text: string, where?: Where): Promise<Seen>
  /** Sends a slash command, e.g. `command('/docgen', 'nda')`. Not possible inside a thread. */
  command(command: string, text?: string, where?: Where): Promise<void>
  /** Runs a shortcut by its name (or callback id): one of a message if `on` is given. */
  shortcut(name: string, on?: Seen): Promise<void>
  edit(message: Seen, text: string): Promise<void>
  remove(message: Seen): Promise<void>
  /** Drops a file into a conversation, with a text if wanted. */
  drop(file: { name: string; content: Buffer | string }, where?: Where & { text?: string }): Promise<Seen>
  openHome(): Promise<void>
  joins(channel: Place): void
  leaves(channel: Place): void
  /** Changes the person's profile, e.g. the locale, and tells the app. */
  changes(given: Partial<Pick<User, 'locale' | 'tz' | 'realName'>>): Promise<void>
}

/** Clicking and choosing. */
export interface ActsOnElements {
  /** Clicks a button, by its text or action id; accepts its confirmation unless `deny`. */
  click(button: string, options?: Which & { deny?: boolean }): Promise<void>
  /**
   * Chooses in a menu, radio buttons, checkboxes, an overflow menu or a picker of a message, a modal or the home tab.
   */
  choose(entry: Entry, from: string, options?: Which): Promise<void>
  /** What an external menu offers for a typed text. */
  search(typed: string, menu: string, options?: Which): Promise<string[]>
}

/** The open modal. */
export interface ActsInModals {
  /** Fills in fields of the open modal, by label (or action id, or block id). */
  fillIn(fields: Record<string, Entry>): Promise<void>
  /** Presses the submit button of the open modal. */
  submit(): Promise<Submitted>
  /** Closes the open modal with its close button, or all of them with the ✕. */
  close(options?: { all?: boolean }): Promise<void>
}

/** Looking and waiting. */
export interface Looks {
  /** The messages of a conversation, or of one thread of it, oldest first. */
  messages(where?: Where): Seen[]
  /** The transcript of a conversation (`app` by default), of one of its threads, or of all of them. */
  sees(where?: Where | 'everything'): string
  /** The newest visible message that matches, anywhere or there; an error if there is none. */
  message(text: RegExp | string, where?: Where): Seen
  /** What the open modal shows; `undefined` when none is open. */
  modal(): string | undefined
  /** What the home tab shows; `undefined` before it was published. */
  home(): string | undefined
  /** Waits until such a message is there. `after`: only later ones. */
  waitFor(text: RegExp | string, where?: Where & { after?: Seen }): Promise<Seen>
  waitForModal(text?: RegExp | string): Promise<string>
  waitForHome(text: RegExp | string): Promise<string>
  /**
   * Waits until a condition over what is seen holds; it is looked at whenever something happens where the person can
   * see it.
   */
  waitUntil<T>(what: string, holds: () => T | undefined | false): Promise<T>
}

export interface Person extends Acts, ActsOnElements, ActsInModals, Looks {
  readonly id: string
  readonly user: User
}

export function person(deps: PersonDeps): Person {
  return {
    id: deps.user.id,
    user: deps.user,
    ...acts(deps),
    ...actsOnElements(deps),
    ...actsInModals(deps),
    ...looks(deps),
  }
}
