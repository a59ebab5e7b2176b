/** A sentence about one event, in parts, so that a page can link what has a name and a terminal can print it. */

/** What has a name: a page may link it by its id. */
export interface NamedPart {
  readonly is: 'person' | 'template' | 'question' | 'document' | 'value'
  readonly text: string
  /** An actor id, a template's or a generation's id; absent where there is nothing to link. */
  readonly id?: string | undefined
}

export type SentencePart = string | NamedPart
export type Sentence = readonly SentencePart[]

/** One thing that an event changed, in words; null: there was, or is, nothing. */
export interface NamedChange {
  readonly what: string
  readonly before: string | null
  readonly after: string | null
}

/** What a sentence is made of: the event's open data, and the names around it. */
export interface ToldEvent<Data> {
  readonly data: Data
  /** Who did it. */
  readonly who: NamedPart
  /** Whose account the event is about; of other events as `who`. */
  readonly whose: NamedPart
  readonly person: (id: string) => NamedPart
  /** “Offer” */
  readonly template: Sentence
  /** The same for another template. */
  readonly templateCalled: (id: string) => Sentence
  /** in “Offer”, with a space before it; empty where that goes without saying. */
  readonly within: Sentence
  /** The label of the question that the event is about: “Delivery date”, or the review. */
  readonly question: Sentence
  /** The document by its file name, as far as it may be seen. */
  readonly document: NamedPart
  /** What it changed, with a space or colon before it; empty where it is hidden, or too much for a sentence. */
  readonly change: Sentence
}

/** Joins words and parts: say`${who} answered ${question}`. */
export function say(words: TemplateStringsArray, ...parts: readonly (SentencePart | Sentence)[]): Sentence {
  return words.flatMap((text, index) => [text, ...[parts[index] ?? ''].flat()]).filter((part) => part !== '')
}

/** In quotation marks. */
export const quoted = (part: NamedPart): Sentence => ['“', part, '”']

/** The sentence as plain text. */
export const sentenceText = (sentence: Sentence): string =>
  sentence.map((part) => (typeof part === 'string' ? part : part.text)).join('')

/** Made of words for what has no name any more. */
export const ERASED_NAME = '(erased)'

/** “ (12 May → 14 May)”, “: 14 May”, or nothing for other than one change. */
export function changeText(changes: readonly NamedChange[]): Sentence {
  const [change, ...others] = changes
  if (change === undefined || others.length > 0) return []
  const value = (text: string | null): NamedPart => ({ is: 'value', text: text ?? 'nothing' })
  return change.before === null
    ? [': ', value(change.after)]
    : [' (', value(change.before), ' → ', value(change.after), ')']
}
