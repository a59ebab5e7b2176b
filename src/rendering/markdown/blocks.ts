/**
 * The tree of a Markdown text, independent of the parser.
 */

export type Inline =
  /** `\n` is a soft line break, which prints as a space. */
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'break' }
  /** `sub`, `sup` and `u` are written in HTML; only templates have them. */
  | { readonly type: 'strong' | 'em' | 'del' | 'sub' | 'sup' | 'u'; readonly children: readonly Inline[] }
  | { readonly type: 'link'; readonly href: string; readonly children: readonly Inline[] }
  | { readonly type: 'image'; readonly href: string; readonly alt: string; readonly line: number }

export interface MarkdownItem {
  /** Of a task list: whether it is ticked. */
  readonly checked?: boolean | undefined
  readonly blocks: readonly Block[]
}

export interface MarkdownTable {
  readonly type: 'table'
  /** One entry for each column. */
  readonly align: readonly ('left' | 'center' | 'right' | undefined)[]
  readonly header: readonly (readonly Inline[])[]
  readonly rows: readonly (readonly (readonly Inline[])[])[]
}

export interface MarkdownList {
  readonly type: 'list'
  readonly ordered: boolean
  /** The numbers of the first item and of the last one, as they are written. */
  readonly start: number
  readonly last: number
  readonly items: readonly MarkdownItem[]
}

export type Block =
  | { readonly type: 'paragraph'; readonly inline: readonly Inline[] }
  | { readonly type: 'heading'; readonly level: number; readonly inline: readonly Inline[] }
  | { readonly type: 'quote'; readonly blocks: readonly Block[] }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'rule' }
  | { readonly type: 'page_break' }
  | MarkdownList
  | MarkdownTable
