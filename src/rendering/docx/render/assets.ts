/**
 * What a document gets besides its text: relationships of links and pictures, the picture files, fresh ids.
 */
import type { Image } from '../../../domain/template/render-data.ts'
import { safeAddress } from '../../template/addresses.ts'
import type { FieldAddressNode, HyperlinkNode, PictureNode, Program } from '../../template/program.ts'
import { type Scope, lookUp, iterationScopes } from '../../template/scope.ts'
import { escapeXml, encodeText } from '../../template/encode-text.ts'
import { isImage, plainText } from '../../template/values.ts'
import type { DocxBody, PlaceholderMedia } from '../../template/docx-body.ts'
import { type Namespaces, STRICT, TRANSITIONAL } from '../../template/namespaces.ts'
import { describe, numberOf, writePlace } from './pictures/picture-places.ts'
import { type ShownPicture, showPicture } from './pictures/shown-picture.ts'
import { Lists } from './lists.ts'
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
  readonly #pictures = new Map<Image, ShownPicture>()
  /** Relationships of the template that the current part still refers to. */
  readonly #kept = new Set<string>()
  readonly media = new Map<string, Media>()
  readonly notes = new NotePlaces()
  readonly rounds = new RoundPlaces()
  readonly namespaces: Namespaces
  #added = ''
  #count = 0
  readonly lists: Lists

  constructor(pool: Buffer, body: DocxBody) {
    this.#pool = pool
    this.#body = body
    this.namespaces = body.strict === true ? STRICT : TRANSITIONAL
    this.lists = new Lists(body.numbering, this.rounds)
  }

  get styles(): DocxBody['styles'] {
    return this.#body.styles
  }

  /** Begins another part; returns nothing of the one before. */
  beginPart(): void {
    this.#relationships.clear()
    this.#kept.clear()
    this.#added = ''
  }

  /** The relationship elements that the current part needs. `kept` are those of pictures that placeholders keep. */
  relationshipsOf(owner: string): { readonly added: string; readonly kept: readonly PlaceholderMedia[] } {
    const kept = this.#body.placeholders.filter((each) => each.owner === owner && this.#kept.has(each.id))
    return { added: this.#added + kept.map((each) => each.relationship).join(''), kept }
  }

  freshId(serial: number, slot: number): number {
    return this.#body.ids.base + serial * this.#body.ids.slots + slot
  }

  /** A number for a shape that a value brings, far above those of templates. */
  nextShapeId(): number {
    this.#count += 1
    return 0x40000000 + this.#count
  }

  /** The id of a relationship to a page on the web. */
  linked(address: string): string {
    return this.external(`${this.namespaces.relationships}/hyperlink`, address)
  }

  /** The id of a relationship to an address outside. */
  external(type: string, address: string): string {
    return this.#relate(`Type="${escapeXml(type)}" Target="${escapeXml(address)}" TargetMode="External"`)
  }

  /** The picture as it is shown. Throws Refused for what is no whole PNG or JPEG. */
  shown(image: Image, name: string): ShownPicture {
    const known = this.#pictures.get(image)
    if (known !== undefined) return known
    const shown = showPicture(image, name)
    this.#pictures.set(image, shown)
    return shown
  }

  /** The id of a relationship to a picture, whose file is added to the document. */
  embedded({ bytes, extension, hash: own }: ShownPicture): string {
    const name = `word/media/docgen-${own}.${extension}`
    this.media.set(name, { name, bytes, extension })
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

  /** One of the places of a placeholder picture. A text leaves it as it is, described by the text. */
  picture(node: PictureNode, scope: Scope): string {
    const value = lookUp(scope, node.name)
    if (!isImage(value)) {
      for (const each of node.ids ?? []) this.#kept.add(each)
      return node.what === 'description' || node.what === 'words'
        ? encodeText(plainText(value, node.name), node.name, 'attribute')
        : node.original
    }
    switch (node.what) {
      case 'description':
        return describe(value, node.name, scope)
      case 'words':
        return numberOf(node.name, scope)
      case 'instead':
        return node.instead ?? ''
      case 'embed':
        return this.embedded(this.shown(value, node.name))
      default:
        return writePlace(node, node.what, this.shown(value, node.name), this.namespaces)
    }
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
