/**
 * What a document is made from: the answers already printed as text, by variable name.
 * A section is shown for `true`, a non-empty string and a non-empty list; a list repeats it once for each item.
 * A name not found in an item is looked up in the contexts around it (Mustache's rule).
 */
export type RenderValue = string | boolean | YesNo | readonly RenderContext[] | Markdown | Image | Link
export interface RenderContext {
  /** `.` holds the item itself in a list of plain values. */
  readonly [name: string]: RenderValue
}

/**
 * The name under which the data hold the content id that the document carries; left out: it carries none. No variable
 * can be called so.
 */
export const CONTENT_ID = '#content-id'

/** Yes or no: decides a section by `yes`, and prints `text` where it stands as a variable. */
export interface YesNo {
  readonly yes: boolean
  readonly text: string
}

/** CommonMark text to be laid out with the template's own styles. */
export interface Markdown {
  readonly markdown: string
}

/** A picture, PNG or JPEG, that replaces the placeholder. */
export interface Image {
  readonly image: Uint8Array
  readonly media_type: 'image/png' | 'image/jpeg'
  /** What it shows, in the author's words: its alternative text. Left out: the words of its name. */
  readonly label?: string | undefined
}

/** A live hyperlink. */
export interface Link {
  readonly href: string
  readonly text: string
}
