/**
 * Characters in a tag that nobody sees: they come with text pasted from web pages, and are no part of a name.
 */

const IGNORABLE = /\p{Default_Ignorable_Code_Point}/gu
const TAG = /\{\{[^{}]*\}\}/g

/** Text without invisible characters. */
export const withoutInvisible = (text: string): string => text.replace(IGNORABLE, '')

/** A flow whose tags hold no invisible characters, and single spaces only. */
export const cleanTags = (flow: string): string =>
  flow.replace(TAG, (tag) => withoutInvisible(tag).replace(/[^\S\r\n]+/g, ' '))
