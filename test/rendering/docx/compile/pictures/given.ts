/** Word files with placeholder pictures. */
import type { RenderContext } from '../../../../../src/domain/template/render-data.ts'
import { png } from '../../../support/pictures.ts'
import { type Made, made, wordFile } from '../../../support/word.ts'
import { unzip } from '../../../support/zip.ts'

const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
export const LINK = `<Relationship Id="rId7" Type="${RELATIONSHIPS}/image" Target="media/a.png"/>`

export interface DrawingInput {
  readonly id?: number
  readonly descr?: string
  /** Further attributes of `wp:docPr`. */
  readonly more?: string
  readonly blip?: string
  readonly fill?: string
  readonly xfrm?: string
  /** In front of `wp:docPr`. */
  readonly before?: string
  readonly after?: string
}

/** A picture in a box of 2000 × 1000. */
export const inline = (input: DrawingInput = {}): string =>
  `<w:drawing><wp:inline>${input.before ?? ''}<wp:extent cx="2000" cy="1000"/><wp:docPr id="${input.id ?? 1}" name="Picture" ` +
  `descr="${input.descr ?? '{{photo}}'}"${input.more ?? ''}/><a:graphic><a:graphicData uri="u">${pic(input)}` +
  `</a:graphicData></a:graphic>${input.after ?? ''}</wp:inline></w:drawing>`

export const pic = ({ blip, fill, xfrm }: DrawingInput = {}, descr = ''): string =>
  `<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="p"${descr}/></pic:nvPicPr><pic:blipFill>` +
  `${blip ?? '<a:blip r:embed="rId7"/>'}${fill ?? '<a:stretch><a:fillRect/></a:stretch>'}</pic:blipFill><pic:spPr>` +
  `${xfrm ?? '<a:xfrm><a:off x="0" y="0"/><a:ext cx="2000" cy="1000"/></a:xfrm>'}</pic:spPr></pic:pic>`

export const vml = (alt = '{{photo}}', style = 'width:200pt;height:100pt', image = ''): string =>
  `<w:pict><v:shape id="s" alt="${alt}" style="${style}"><v:imagedata r:id="rId7"${image}/></v:shape></w:pict>`

export const run = (xml: string): string => `<w:r>${xml}</w:r>`
export const twins = (choice: string, fallback: string): string =>
  `<mc:AlternateContent><mc:Choice Requires="wps">${choice}</mc:Choice><mc:Fallback>${fallback}</mc:Fallback>` +
  '</mc:AlternateContent>'

export const pictureFile = (body: string, links = LINK): Buffer =>
  wordFile({ body, links, files: { 'word/media/a.png': png(1, 1).image } })

export interface MadeWithPictures extends Made {
  readonly links: string
  /** The names of the pictures in the document. */
  readonly media: readonly string[]
}

export async function filled(body: string, data: RenderContext, links = LINK): Promise<MadeWithPictures> {
  const result = await made(pictureFile(body, links), data)
  const media = [...unzip(result.document.bytes).keys()].filter((name) => name.startsWith('word/media/'))
  return { ...result, links: result.parts.get('word/_rels/document.xml.rels') ?? '', media }
}
