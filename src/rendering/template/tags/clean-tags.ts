/**
 * Characters in a tag that nobody sees: they come with text pasted from web pages, and are no part of a name.
 */

const IGNORABLE = /\p{Default_Ignorable_Code_Point}/gu
const TAG = /\{\{[^{}]*\}\}/g

/** Nothing in it is invisible: most tags are such. */
const PLAIN = /^[\x20-\x7e]*$/

/** Text without invisible characters. */
export const withoutInvisible = (text: string): string => (PLAIN.test(text) ? text : text.replace(IGNORABLE, ''))

/** A flow whose tags hold no invisible characters, and single spaces only. */
export const cleanTags = (flow: string): string =>
  flow.replace(TAG, (tag) => withoutInvisible(tag).replace(/[^\S\r\n]+/g, ' '))
