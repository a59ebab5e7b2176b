/**
 * The outline of a template: its variables and sections in document order, as the compiler found them, without the text
 * around them. Questions are inferred from it.
 */
import { z } from 'zod'

export interface OutlineVariable {
  readonly type: 'variable'
  /** As written between the braces, trimmed; `.` is the item itself inside a list. */
  readonly name: string
  /** Set where the variable fills a placeholder picture or the address of a hyperlink. */
  readonly place?: 'image' | 'link' | undefined
  /** It is all that a paragraph of the running text holds (not a heading, list item or table cell). */
  readonly alone?: boolean | undefined
}

export interface OutlineSection {
  readonly type: 'section'
  readonly name: string
  /** `{{^name}}`: shown when the section is false or empty. */
  readonly inverted: boolean
  /**
   * The section encloses whole table rows or list items (numbered or bulleted paragraphs, Markdown list lines).
   */
  readonly repeats: boolean
  /** What another engine's tag says for certain. */
  readonly means?: 'list' | 'condition' | undefined
  /** Names that another engine's tags say its items have. */
  readonly fields?: readonly string[] | undefined
  readonly children: readonly OutlineNode[]
}

export type OutlineNode = OutlineVariable | OutlineSection
export type Outline = readonly OutlineNode[]

export const outlineNodeSchema: z.ZodType<OutlineNode> = z.union([
  z.strictObject({
    type: z.literal('variable'),
    name: z.string(),
    place: z.enum(['image', 'link']).optional(),
    alone: z.boolean().optional(),
  }),
  z.strictObject({
    type: z.literal('section'),
    name: z.string(),
    inverted: z.boolean(),
    repeats: z.boolean(),
    means: z.enum(['list', 'condition']).optional(),
    fields: z.array(z.string()).optional(),
    get children() {
      return z.array(outlineNodeSchema)
    },
  }),
])
