/**
 * What a picture writes into the places of its placeholder. Its box is the largest with its own proportions inside the
 * placeholder's; where the pixels lie on their side, Word is told their own box and the turn (ISO 29500-1 §20.1.7.6).
 */
import { liesAcross, type Turn } from '../../../pictures/orientation.ts'
import { escapeXml } from '../../../template/encode-text.ts'
import type { Image, RenderValue } from '../../../../domain/template/render-data.ts'
import type { Namespaces } from '../../../template/namespaces.ts'
import type { PictureNode, PicturePlace } from '../../../template/program.ts'
import type { Scope } from '../../../template/scope.ts'
import type { ShownPicture } from './shown-picture.ts'

/**
 * The alternative text of a picture: the author's words for it, else its variable in words; in a list the number of its
 * item, and the words of that.
 */
export function describe({ label = '' }: Image, name: string, scope: Scope): string {
  const words = label.replaceAll(/[\p{Cc}\p{Cs}\ufffe\uffff]+/gu, ' ').trim() || wordsOf(name)
  const round = roundOf(name, scope)
  const of = round === undefined ? undefined : Object.values(round.values).find(isShortText)
  const title = [words, numberOf(name, scope)].filter(isFilled).join(' ')
  return escapeXml([title, of ?? ''].filter(isFilled).join(': '))
}

/** What stands for the tag beside the author's words: the number of the item, where there are several. */
export const numberOf = (name: string, scope: Scope): string => String(roundOf(name, scope)?.ordinal ?? '')

const wordsOf = (name: string): string => (name === '.' ? '' : name.replace(/[_-]+/g, ' '))

const isFilled = (text: string): boolean => text !== ''

/** The round of a list that the picture is of; undefined for one of the document itself. */
function roundOf(name: string, scope: Scope): Scope | undefined {
  for (let at: Scope | undefined = scope; at?.outer !== undefined; at = at.outer)
    if (Object.hasOwn(at.values, name)) {
      if (at.isItem !== true) return at
      // A section round a picture makes it its own item.
      return name === '.' ? roundWith(at.values[name], at.outer) : undefined
    }
  return undefined
}

/** The round that holds this value under any name. */
function roundWith(value: RenderValue | undefined, scope: Scope): Scope | undefined {
  for (let at: Scope | undefined = scope; at?.outer !== undefined; at = at.outer)
    if (at.isItem !== true && Object.values(at.values).includes(value as RenderValue)) return at
  return undefined
}

const MAX_WORDS = 100

const isShortText = (value: RenderValue): value is string =>
  typeof value === 'string' && /^[^\p{Cc}\p{Cs}\ufffe\uffff]+$/u.test(value) && value.length <= MAX_WORDS

type BoxPlace = Exclude<PicturePlace, 'embed' | 'description' | 'words' | 'instead'>

/** What stands at a place that the box and the turn of the picture decide. */
export function writePlace(node: PictureNode, what: BoxPlace, picture: ShownPicture, { drawing }: Namespaces): string {
  const { upright, pixels } = boxesOf(picture, node)
  switch (what) {
    case 'width':
      return String(pixels.width)
    case 'height':
      return String(pixels.height)
    // Turned about its middle, the picture begins where the placeholder does.
    case 'left':
      return String(Number(node.original) + Math.round((upright.width - pixels.width) / 2))
    case 'top':
      return String(Number(node.original) + Math.round((upright.height - pixels.height) / 2))
    case 'turn':
      return turned(node.original, picture.turn)
    case 'frame':
      return isUpright(picture.turn) ? '' : transform(pixels, picture.turn, ` xmlns:a="${drawing}"`)
    case 'style':
      return vmlStyle(node.original, pixels, picture.turn)
  }
}

interface Box {
  readonly width: number
  readonly height: number
}

/** `pixels` is the box before the turn. */
export function boxesOf(
  picture: ShownPicture,
  { width, height }: Box,
): { readonly upright: Box; readonly pixels: Box } {
  const scale = Math.min(width / picture.width, height / picture.height)
  const upright = {
    width: Math.max(1, Math.round(picture.width * scale)),
    height: Math.max(1, Math.round(picture.height * scale)),
  }
  return {
    upright,
    pixels: liesAcross(picture.turn) ? { width: upright.height, height: upright.width } : upright,
  }
}

const isUpright = ({ mirrored, degrees }: Turn): boolean => !mirrored && degrees === 0

/** `a:xfrm` for pixels that have to be turned. */
export const transform = ({ width, height }: Box, turn: Turn, namespace = ''): string =>
  `<a:xfrm${namespace}${turned('', turn)}><a:off x="0" y="0"/><a:ext cx="${width}" cy="${height}"/></a:xfrm>`

/** Sixtieth parts of a thousandth of a degree. */
const PER_DEGREE = 60_000

/** The attributes of `a:xfrm`: first the picture is set upright, then turned as the placeholder is. */
function turned(attributes: string, turn: Turn): string {
  if (isUpright(turn)) return attributes
  const own = {
    degrees: Number(/\srot\s*=\s*["'](-?\d+)["']/.exec(attributes)?.[1] ?? 0) / PER_DEGREE,
    across: /\sflipH\s*=\s*["'](?:1|true)["']/.test(attributes),
    down: /\sflipV\s*=\s*["'](?:1|true)["']/.test(attributes),
  }
  const { degrees, mirrored } = combine(own, turn)
  const others = attributes.replace(/\s(?:rot|flipH|flipV)\s*=\s*(?:"[^"]*"|'[^']*')/g, '')
  const rot = degrees === 0 ? '' : ` rot="${Math.round(degrees * PER_DEGREE)}"`
  return `${others}${rot}${mirrored ? ' flipH="1"' : ''}`
}

/** The style of a VML shape. */
function vmlStyle(style: string, { width, height }: Box, turn: Turn): string {
  const values = new Map(
    style
      .split(';')
      .map((each) => /^\s*([\w-]+)\s*:\s*(.*?)\s*$/s.exec(each)?.slice(1))
      .filter((each) => each !== undefined)
      .map(([name = '', value = '']) => [name.toLowerCase(), value]),
  )
  for (const [name, size] of Object.entries({ width, height }))
    values.set(name, /[a-z]/i.test(values.get(name) ?? '') ? `${Number((size / 12_700).toFixed(2))}pt` : String(size))
  if (!isUpright(turn)) {
    const flip = values.get('flip') ?? ''
    const own = {
      degrees: Number.parseFloat(values.get('rotation') ?? '0') || 0,
      across: flip.includes('x'),
      down: flip.includes('y'),
    }
    const { degrees, mirrored } = combine(own, turn)
    values.delete('flip')
    values.delete('rotation')
    if (degrees !== 0) values.set('rotation', String(degrees))
    if (mirrored) values.set('flip', 'x')
  }
  return [...values].map(([name, value]) => `${name}:${value}`).join(';')
}

interface OwnTurn {
  readonly degrees: number
  readonly across: boolean
  readonly down: boolean
}

/** One turn after the other as one: mirrored from left to right, then turned clockwise. */
function combine(own: OwnTurn, { degrees, mirrored }: Turn): { readonly degrees: number; readonly mirrored: boolean } {
  const ownMirrored = own.across !== own.down
  const sum = own.degrees + (own.down ? 180 : 0) + (ownMirrored ? -degrees : degrees)
  return { degrees: ((sum % 360) + 360) % 360, mirrored: ownMirrored !== mirrored }
}
