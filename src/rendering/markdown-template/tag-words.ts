/**
 * Puts a harmless word in place of each tag, so that nothing in a tag is read as Markdown: spaces in `{{full name}}`
 * would end an address.
 */

const TAG = /\{\{\s*"[{}]"\s*\}\}|\{\{\{[^{}]*\}\}\}|\{\{[^{}]*\}\}/g

export class TagWords {
  readonly #tags: string[] = []
  readonly #mark: string
  readonly #word: RegExp
  /** The text with words. */
  readonly text: string

  constructor(markdown: string) {
    let mark = 'zq'
    while (markdown.includes(mark)) mark += 'q'
    this.#mark = mark
    this.#word = new RegExp(`${mark}(\\d+)${mark}`, 'gi')
    this.text = markdown.replace(TAG, (tag) => `${mark}${this.#tags.push(tag) - 1}${mark}`)
  }

  /** A piece of what was read, with its tags. */
  restore = (text: string): string =>
    text.includes(this.#mark) || /zq/i.test(text)
      ? text.replace(this.#word, (word, index: string) => this.#tags[Number(index)] ?? word)
      : text
}
