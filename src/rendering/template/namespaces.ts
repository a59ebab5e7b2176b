/**
 * The namespaces of what a document gets, in the two forms of the standard (ISO 29500-1 and -4).
 */

export interface Namespaces {
  readonly word: string
  readonly relationships: string
  readonly drawing: string
  readonly wordDrawing: string
  readonly picture: string
}

const OPEN_XML = 'http://schemas.openxmlformats.org'
const PURL = 'http://purl.oclc.org/ooxml'

export const TRANSITIONAL: Namespaces = {
  word: `${OPEN_XML}/wordprocessingml/2006/main`,
  relationships: `${OPEN_XML}/officeDocument/2006/relationships`,
  drawing: `${OPEN_XML}/drawingml/2006/main`,
  wordDrawing: `${OPEN_XML}/drawingml/2006/wordprocessingDrawing`,
  picture: `${OPEN_XML}/drawingml/2006/picture`,
}

export const STRICT: Namespaces = {
  word: `${PURL}/wordprocessingml/main`,
  relationships: `${PURL}/officeDocument/relationships`,
  drawing: `${PURL}/drawingml/main`,
  wordDrawing: `${PURL}/drawingml/wordprocessingDrawing`,
  picture: `${PURL}/drawingml/picture`,
}
