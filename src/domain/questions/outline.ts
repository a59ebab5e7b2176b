/**
 * The outline of a template: its variables and sections in document order, as the compiler found them.
 * It is all that the interview needs to know of a template; the words around the tags are not in it.
 */
import { z } from 'zod'

export interface OutlineVariable {
  readonly type: 'variable'
  /** As written between the braces, trimmed; `.` is the item itself inside a list. */
  readonly name: string
  /** What the place suggests: the variable fills a placeholder picture, or the address of a hyperlink. */
  readonly place?: 'image' | 'link' | undefined
}

export interface OutlineSection {
  readonly type: 'section'
  readonly name: string
  /** `{{^name}}`: shown when the section is false or empty. */
  readonly inverted: boolean
  /**
   * The section stands round whole table rows or whole list items (numbered or bulleted paragraphs, Markdown list
   * lines).
   */
  readonly repeats: boolean
  readonly children: readonly OutlineNode[]
}

export type OutlineNode = OutlineVariable | OutlineSection
export type Outline = readonly OutlineNode[]

export const outlineNodeSchema: z.ZodType<OutlineNode> = z.union([
  z.strictObject({ type: z.literal('variable'), name: z.string(), place: z.enum(['image', 'link']).optional() }),
  z.strictObject({
    type: z.literal('section'),
    name: z.string(),
    inverted: z.boolean(),
    repeats: z.boolean(),
    get children() {
      return z.array(outlineNodeSchema)
    },
  }),
])
