/**
 * The compiled form of one piece of a template: a tree of nodes over a pool of static bytes.
 * It is plain data, so that it can be stored and loaded without parsing anything again.
 */

/** Constant bytes: `size` bytes at `at` in the pool. */
export interface StaticNode {
  readonly node: 'static'
  readonly at: number
  readonly size: number
  readonly packed?: PackedStatic | undefined
}

/** A static that was deflated when the template was compiled, as its part's `strategy` says (see `DocxPart`). */
export interface PackedStatic {
  /** Bytes of the pool, or operations of the part's splice. */
  readonly at: number
  readonly size: number
  /** CRC-32 of the unpacked bytes, and the operator that appends them to a running CRC. */
  readonly crc: number
  readonly shift: number
}

/** How a value is encoded, by the place of its tag. */
export type ValuePlace =
  | 'source' // a text or Markdown file: as it is
  | 'run' // inside w:t of a run: line breaks and tabs become elements
  | 'attribute' // an XML attribute (alt text, tooltips)
  | 'instruction' // inside quotation marks of a field's instruction: quotation marks and backslashes are escaped
  | 'argument' // a field argument: put in quotation marks where it would not be one word
  | 'content' // the text of any other element (properties, chart titles)
  | 'address' // the target of a hyperlink

export interface ValueNode {
  readonly node: 'value'
  readonly name: string
  readonly place: ValuePlace
  /**
   * For `run`: the prefix of the part's WordprocessingML names, with its colon, and the run's properties, in the pool.
   */
  readonly run?: RunFormatting | undefined
  /** For `source` in a Markdown file: what the text round the tag is. */
  readonly markdown?: MarkdownPlace | undefined
}

/** What stands round a tag of a Markdown file: it decides how an answer stays text there. */
export type MarkdownPlace =
  | MarkdownText
  /** `breaks` stands for a line end. */
  | { readonly in: 'code'; readonly breaks: string; readonly cell?: true | undefined }
  | MarkdownAddress
  | { readonly in: 'title' | 'info' | 'script' }
  /** HTML; `breaks` stands for a line end. */
  | { readonly in: 'markup'; readonly breaks: string }
  /** The inside of `<…>`: an address or text. */
  | { readonly in: 'brackets' }
  /** Front matter. */
  | { readonly in: 'yaml'; readonly style: YamlStyle; readonly indent: string }

/** `remark`: a place where YAML holds no value. */
export type YamlStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded' | 'remark'

export interface MarkdownText {
  readonly in: 'text'
  /** What a line end becomes: a line break, the end of a paragraph where the line is empty, `<br>`, or a space. */
  readonly breaks: 'line' | 'paragraph' | 'cell' | 'space'
  /** The line may begin here. */
  readonly start?: true | undefined
  /** The characters beside the tag, a line end at the edges of the file; undefined where answers decide. */
  readonly before?: string | undefined
  readonly after?: string | undefined
  /** What a further line begins with: the marks of quotations, and spaces for those of lists. */
  readonly prefix?: string | undefined
  /** Signs that have no meaning in an answer alone, but with those that the template has in this paragraph. */
  readonly also?: string | undefined
  /** Of a heading that signs at its end would close. */
  readonly heading?: true | undefined
  /** Inside of a link or picture, where no link can stand. */
  readonly label?: true | undefined
}

export interface MarkdownAddress {
  readonly in: 'address'
  /** The address begins with the tag, or ends with it, too. */
  readonly begins?: 'part' | 'whole' | undefined
  /** An address without any marks round it. */
  readonly bare?: true | undefined
  /** In an attribute of HTML. */
  readonly markup?: true | undefined
  /** `[name]: address`, which cannot be empty. */
  readonly definition?: true | undefined
}

/** A piece of a Markdown file whose own marks depend on the answers in it. */
export interface WrapNode {
  readonly node: 'wrap'
  readonly wrap: MarkdownWrap
  readonly children: readonly ProgramNode[]
}

export type MarkdownWrap =
  /** `padded`: with a space at either end, which is not printed. */
  | { readonly of: 'span'; readonly marks: number; readonly padded?: true | undefined }
  /** `open`: it is not closed before the end of its container. */
  | { readonly of: 'fence'; readonly sign: string; readonly marks: number; readonly open?: true | undefined }
  | { readonly of: 'brackets'; readonly cell?: true | undefined }
  /** A plain scalar, in `[…]` or `{…}` or not. */
  | { readonly of: 'scalar'; readonly flow?: true | undefined }

export interface RunFormatting {
  readonly prefix: string
  readonly properties: string
  /** The properties of the paragraph, for a block. */
  readonly paragraph?: string | undefined
  /** A hyperlink cannot begin at this run. */
  readonly closed?: boolean | undefined
}

export interface SectionNode {
  readonly node: 'section'
  readonly name: string
  readonly inverted: boolean
  readonly children: readonly ProgramNode[]
  /** Written between two iterations: closes the elements the section ends in and opens those it begins in. */
  readonly between?: readonly ProgramNode[] | undefined
  /** Written when the section is left out. */
  readonly otherwise?: readonly ProgramNode[] | undefined
}

/** A paragraph or row that is written only when one of the sections in it is. */
export interface GuardNode {
  readonly node: 'guard'
  readonly any: readonly { readonly name: string; readonly inverted: boolean }[]
  readonly children: readonly ProgramNode[]
  readonly otherwise: readonly ProgramNode[]
}

/** A paragraph that holds nothing but one value: blocks of Markdown replace it. `marks` are its bookmarks. */
export interface BlockNode {
  readonly node: 'block'
  readonly name: string
  readonly run: RunFormatting
  readonly marks: readonly ProgramNode[]
  readonly children: readonly ProgramNode[]
}

/** A table whose rows may all be left out: without rows it is left out too. */
export interface TableNode {
  readonly node: 'table'
  /** The end tag of a row. */
  readonly rowEnd: string
  readonly children: readonly ProgramNode[]
}

/**
 * The content of a cell, header or note, which must end with a paragraph (or hold one): the filler is written when it
 * does not.
 */
export interface EnsureNode {
  readonly node: 'ensure'
  readonly children: readonly ProgramNode[]
  readonly filler: readonly ProgramNode[]
}

/** An id that must be unique in the document: `first` in the first iteration of its loops, a new one in the others. */
export interface IdNode {
  readonly node: 'id'
  readonly first: string
  /** Distinguishes ids inside one iteration; the same `slot` (a bookmark's start and end) gives the same number. */
  readonly slot: number
  /** A bookmark's name: the number is appended to it. */
  readonly stem?: string | undefined
  /** The number of the round (see `RoundNode`) it belongs to, where that is not the innermost one. */
  readonly round?: number | undefined
}

/** Notes which round of a section this is, for what refers to it from inner sections. */
export interface RoundNode {
  readonly node: 'round'
  readonly round: number
}

/** Written only in the first iteration of its loops (for example the anchor of a comment). */
export interface OnceNode {
  readonly node: 'once'
  readonly children: readonly ProgramNode[]
  /** Written in the others. */
  readonly otherwise?: readonly ProgramNode[] | undefined
}

/** The id in a reference to a note or comment, which is written once for each reference. */
export interface ReferenceNode {
  readonly node: 'reference'
  readonly note: string
  readonly first: string
  readonly slot: number
}

/** A note or comment that stands in sections: written for each of its references, with the values of its place. */
export interface NoteNode {
  readonly node: 'note'
  readonly note: string
  readonly children: readonly ProgramNode[]
}

/** Text that Word has copied from elsewhere: a name that has no value here prints nothing. */
export interface CopyNode {
  readonly node: 'copy'
  readonly names: readonly string[]
  readonly children: readonly ProgramNode[]
}

/** Before a table: the filler keeps it apart from another one that was written last. */
export interface ApartNode {
  readonly node: 'apart'
  readonly filler: readonly ProgramNode[]
}

/** The list of a numbered paragraph: each round has one of its own, which begins anew. */
export interface ListNode {
  readonly node: 'list'
  /** The list of the first round. */
  readonly first: string
  /** The section (see `RoundNode`) of which each round begins the list anew. */
  readonly round: number
  /** The rounds of that section are the items: each round of the loop round it begins the list anew. */
  readonly outer: boolean
}

/** The relationship id of a hyperlink whose address is made from values. */
export interface HyperlinkNode {
  readonly node: 'hyperlink'
  /** The relationship's type. */
  readonly type: string
  readonly address: readonly ProgramNode[]
}

/** The address in a field's instruction that is made from values. */
export interface FieldAddressNode {
  readonly node: 'field_address'
  readonly address: readonly ProgramNode[]
}

/** One place of a placeholder picture: what is written there when its variable is a picture. */
export interface PictureNode {
  readonly node: 'picture'
  readonly name: string
  readonly what: PicturePlace
  /** What stands there in the template; it stays for a text. */
  readonly original: string
  /** The placeholder's box, in English Metric Units or in the template's own. */
  readonly width: number
  readonly height: number
  /** In a group with units of its own: what the picture fills at most, in English Metric Units. */
  readonly within?: { readonly width: number; readonly height: number } | undefined
  readonly instead?: string | undefined // for `instead`
  /** The relationships that `original` refers to. */
  readonly ids?: readonly string[] | undefined
}

export type PicturePlace =
  | 'embed' // the id of the relationship to the file
  | 'width' // of the pixels, before they are turned
  | 'height'
  | 'left' // where the box of the pixels begins
  | 'top'
  | 'turn' // the attributes of `a:xfrm`
  | 'frame' // where an `a:xfrm` may be put in
  | 'style' // of a VML shape
  | 'description' // the alternative text
  | 'words' // a tag beside words in the alternative text
  | 'instead' // what only fits the placeholder's own picture

export type ProgramNode =
  | StaticNode
  | ValueNode
  | SectionNode
  | GuardNode
  | BlockNode
  | TableNode
  | EnsureNode
  | IdNode
  | OnceNode
  | RoundNode
  | ReferenceNode
  | NoteNode
  | CopyNode
  | ApartNode
  | ListNode
  | HyperlinkNode
  | FieldAddressNode
  | PictureNode
  | WrapNode
export type Program = readonly ProgramNode[]

/** Bytes in the template's pool. */
export interface PoolRange {
  readonly at: number
  readonly size: number
}
