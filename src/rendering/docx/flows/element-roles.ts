/**
 * What the elements of a part mean for its text.
 */

/** Stories and other containers whose paragraphs are a flow of their own. */
export const FLOW_ROOTS: ReadonlySet<string> = new Set([
  'w:body',
  'w:hdr',
  'w:ftr',
  'w:footnote',
  'w:endnote',
  'w:comment',
  'w:txbxContent',
  'w:docPartBody',
])

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
export const VISIBLE: ReadonlySet<string> = new Set([
  'w:drawing',
  'w:pict',
  'w:object',
  'w:sym',
  'w:fldChar',
  'w:fldSimple',
  'w:footnoteReference',
  'w:endnoteReference',
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
])
