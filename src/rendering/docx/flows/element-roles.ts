/**
 * What the elements of a part mean for its text.
 */

/** Stories and other containers whose paragraphs are a flow of their own. */
const FLOW_ROOTS = [
  'w:body',
  'w:hdr',
  'w:ftr',
  'w:footnote',
  'w:endnote',
  'w:comment',
  'w:txbxContent',
  'w:docPartBody',
]

export const PROPERTIES: ReadonlySet<string> = new Set([
  'w:rPr',
  'w:tblPr',
  'w:tblGrid',
  'w:tcPr',
  'w:trPr',
  'w:sectPr',
  'w:tblPrEx',
  'w:sdtPr',
  'w:sdtEndPr',
  'w:ffData',
])

/** Elements that are visible on the page: a paragraph that holds one is not empty. */
const VISIBLE = [
  'w:drawing',
  'w:pict',
  'w:object',
  'w:sym',
  'w:fldChar',
  'w:fldSimple',
  'w:footnoteRef',
  'w:endnoteRef',
  'w:ptab',
  'w:pgNum',
  'w:ruby',
  'w:contentPart',
  'w:dayShort',
  'w:monthShort',
  'w:yearShort',
  'w:separator',
  'w:continuationSeparator',
  'm:oMath',
  'm:oMathPara',
  'w:delText',
  'w:subDoc',
  'w:altChunk',
  'w:checkBox',
  'w14:checkbox',
]

/** References to notes, which are visible, and to comments. */
const REFERENCES = ['w:footnoteReference', 'w:endnoteReference', 'w:commentReference']

/** The ends of bookmarks and of the ranges of comments and permissions. */
const MARKS = [
  'w:bookmarkStart',
  'w:bookmarkEnd',
  'w:commentRangeStart',
  'w:commentRangeEnd',
  'w:permStart',
  'w:permEnd',
]

export type ElementRole = 'flow' | 'visible' | 'reference' | 'mark'

export const ROLES: ReadonlyMap<string, ElementRole> = new Map([
  ...FLOW_ROOTS.map((name) => [name, 'flow'] as const),
  ...VISIBLE.map((name) => [name, 'visible'] as const),
  ...REFERENCES.map((name) => [name, 'reference'] as const),
  ...MARKS.map((name) => [name, 'mark'] as const),
])
