/**
 * What a document gets besides its text: relationships of links and pictures, the picture files, fresh ids.
 */
import { hash } from 'node:crypto'
import type { Image } from '../../../domain/template/render-data.ts'
import { safeAddress } from '../../template/addresses.ts'
import type { FieldAddressNode, HyperlinkNode, ListNode, PictureNode, Program } from '../../template/program.ts'
import { type Scope, aroundRounds, lookUp, iterationScopes } from '../../template/scope.ts'
import { escapeXml, valueRefusal, encodeText } from '../../template/encode-text.ts'
import { isImage, plainText } from '../../template/values.ts'
import type { DocxBody } from '../../template/docx-body.ts'
import { imageSize } from './image-size.ts'
import { type Namespaces, STRICT, TRANSITIONAL } from '../../template/namespaces.ts'
import { NotePlaces, RoundPlaces } from './places.ts'

interface Media {
  readonly name: string
  readonly bytes: Uint8Array
  readonly extension: 'png' | 'jpeg'
}

/** The additions of one document, part by part. */
export class Assets {
  readonly #pool: Buffer
  readonly #body: DocxBody
  readonly #relationships = new Map<string, string>()
  readonly media = new Map<string, Media>()
  /** New lists by the list they begin anew and the round. */
  readonly #lists = new Map<string, string>()
  readonly notes = new NotePlaces()
  readonly rounds = new RoundPlaces()
  readonly namespaces: Namespaces
  #added = ''
  #count = 0
  /** The elements that the numbering part needs. */
  numbering = ''

  constructor(pool: Buffer, body: DocxBody) {
    this.#pool = pool
    this.#body = body
    this.namespaces = body.strict === true ? STRICT : TRANSITIONAL
  }

  get styles(): DocxBody['styles'] {
    return this.#body.styles
  }

  /** Begins another part; returns nothing of the one before. */
  beginPart(): void {
    this.#relationships.clear()
    this.#added = ''
  }

  /** The relationship elements that the current part needs. */
  get relationships(): string {
    return this.#added
  }

  freshId(serial: number, slot: number): number {
    return this.#body.ids.base + serial * this.#body.ids.slots + slot
  }

  /** A number for a shape that a value brings, far above those of templates. */
  nextShapeId(): number {
    this.#count += 1
    return 0x40000000 + this.#count
  }

  /** The list of a numbered paragraph in this round. */
  listOf({ first, round, outer }: ListNode, scope: Scope): string {
    const own = this.rounds.scopeOf(round, scope)
    const { serial } = outer ? aroundRounds(own) : own
    const { numbering } = this.#body
    const definition = numbering?.lists[first]
    if (serial === 0 || numbering === undefined || definition === undefined) return first
    const key = `${first} ${serial}`
    const known = this.#lists.get(key)
    if (known !== undefined) return known
    const list = String(numbering.highest + this.#lists.size + 1)
    this.#lists.set(key, list)
    this.numbering += definition.start + list + definition.rest
    return list
  }

  /** The id of a relationship to a page on the web. */
  linked(address: string): string {
    return this.external(`${this.namespaces.relationships}/hyperlink`, address)
  }

  /** The id of a relationship to an address outside. */
  external(type: string, address: string): string {
    return this.#relate(`Type="${escapeXml(type)}" Target="${escapeXml(address)}" TargetMode="External"`)
  }

  /** The id of a relationship to a picture, whose file is added to the document. */
  embedded(image: Image): string {
    const extension = image.media_type === 'image/png' ? 'png' : 'jpeg'
    const name = `word/media/docgen-${hash('sha256', image.image).slice(0, 24)}.${extension}`
    this.media.set(name, { name, bytes: image.image, extension })
    return this.#relate(`Type="${this.namespaces.relationships}/image" Target="/${name}"`)
  }

  /** The relationship of a hyperlink whose address is made of values. */
  hyperlink(node: HyperlinkNode, scope: Scope): string {
    return this.external(node.type, this.#safeAddress(node.address, scope))
  }

  /** An address in a field's instruction: encoded, it holds nothing that Word would read as its own. */
  fieldAddress(node: FieldAddressNode, scope: Scope): string {
    return escapeXml(this.#safeAddress(node.address, scope))
  }

  /** One of the places of a placeholder picture. */
  picture(node: PictureNode, scope: Scope): string {
    const value = lookUp(scope, node.name)
    if (!isImage(value))
      return node.what === 'description'
        ? encodeText(plainText(value, node.name), node.name, 'attribute')
        : node.original
    if (node.what === 'description') return escapeXml(node.name.replace(/[_-]+/g, ' '))
    if (node.what === 'embed') return this.embedded(value)
    const fitted = fitInto(value, node.name, node.width, node.height)
    return String(node.what === 'width' ? fitted.width : fitted.height)
  }

  #relate(attributes: string): string {
    const known = this.#relationships.get(attributes)
    if (known !== undefined) return known
    const id = `rIdDocgen${this.#relationships.size + 1}`
    this.#relationships.set(attributes, id)
    this.#added += `<Relationship Id="${id}" ${attributes}/>`
    return id
  }

  #safeAddress(program: Program, scope: Scope): string {
    const made = { address: '', names: [] as string[] }
    this.#address(program, scope, made)
    return safeAddress(made.address, made.names[0] ?? '')
  }

  #address(program: Program, scope: Scope, made: { address: string; names: string[] }): void {
    for (const node of program) {
      if (node.node === 'static') made.address += this.#pool.toString('utf8', node.at, node.at + node.size)
      else if (node.node === 'value') {
        const value = lookUp(scope, node.name)
        const text = typeof value === 'object' && 'href' in value ? value.href : plainText(value, node.name)
        made.address += made.address === '' ? text.trim() : encodeURIComponent(text).replace(/%40/g, '@')
        made.names.push(node.name)
      } else if (node.node === 'section')
        for (const round of iterationScopes(scope, node.name, node.inverted)) this.#address(node.children, round, made)
    }
  }
}

/** The largest size with the picture's own proportions inside a box. */
function fitInto(image: Image, name: string, width: number, height: number): { width: number; height: number } {
  const size = imageSize(image)
  if (size === undefined)
    throw valueRefusal(
      name,
      'picture',
      `The value of "${name}" is not a readable PNG or JPEG picture. Upload another one.`,
    )
  const scale = Math.min(width / size.width, height / size.height)
  return { width: Math.max(1, Math.round(size.width * scale)), height: Math.max(1, Math.round(size.height * scale)) }
}
