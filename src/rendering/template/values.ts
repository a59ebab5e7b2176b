/**
 * Encodes values for each place where a tag can be. Text is always literal: nothing in it is read as a tag or as XML.
 */
import type { Image, Link, Markdown, RenderValue, YesNo } from '../../domain/template/render-data.ts'
import { valueRefusal } from './encode-text.ts'

export const isYesNo = (value: RenderValue): value is YesNo => typeof value === 'object' && 'yes' in value
export const isMarkdown = (value: RenderValue): value is Markdown => typeof value === 'object' && 'markdown' in value
export const isImage = (value: RenderValue): value is Image => typeof value === 'object' && 'image' in value
export const isLink = (value: RenderValue): value is Link => typeof value === 'object' && 'href' in value

/** The value as plain text. Throws Refused for what has no text (a picture, a list of things with several fields). */
export function plainText(value: RenderValue, name: string): string {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (isYesNo(value)) return value.text
  if (isMarkdown(value)) return value.markdown
  if (isLink(value)) return value.text
  if (isImage(value)) {
    throw valueRefusal(
      name,
      'picture',
      `"${name}" is a picture, and no picture can stand here. ` +
        'Put its tag in the alternative text of a placeholder picture.',
    )
  }
  return value
    .map((item) => {
      const own = item['.']
      if (own === undefined)
        throw valueRefusal(
          name,
          'list',
          `"${name}" is a list. Write {{#${name}}}…{{/${name}}} round the names of its fields.`,
        )
      return plainText(own, name)
    })
    .join(', ')
}
