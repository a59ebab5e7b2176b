/**
 * What making a document costs, before it is made: walks the program as rendering does, and counts what each value
 * would write where it is printed. So one long answer behind a thousand tags is known for what it is.
 */
import { fail, Refused, type Result } from '../../domain/kernel/errors.ts'
import type { RenderContext, RenderValue } from '../../domain/template/render-data.ts'
import type { CompiledTemplate } from './compiled-template.ts'
import type { NoteNode, Program, ProgramNode, ValuePlace } from './program.ts'
import { createScope, isSectionShown, iterationScopes, lookUp, withoutMissing, type Scope } from './scope.ts'
import { isImage, isLink, isMarkdown, isYesNo } from './values.ts'

/** Bytes of text and marks in all parts of one document, unpacked: some ten thousand pages. */
const MAX_DOCUMENT_TEXT = 50 * 1024 * 1024
/** Bytes of all pictures of one document, each counted once. */
const MAX_DOCUMENT_PICTURES = 100 * 1024 * 1024

/** Bytes written that are cheap enough for the main thread: some twenty milliseconds. */
const MAX_INLINE_WORK = 1_000_000
/** How far is looked, in nodes and in bytes written. */
export interface CostLimits {
  readonly nodes: number
  readonly work: number
}
/** What the main thread looks at: enough to leave it to a worker. */
export const INLINE_LIMITS: CostLimits = { nodes: 100_000, work: MAX_INLINE_WORK }
const NO_LIMITS: CostLimits = { nodes: Infinity, work: Infinity }
/** To lay a character of Markdown out, compared with writing one of plain text: 50,000 are cheap enough. */
const MARKDOWN_FACTOR = 20
/** A byte of the template that is copied, compared with one of a value that is written. */
const COPY_SHARE = 1 / 50
/** A node, compared with a byte of a value. */
const NODE_WORK = 8
/** Bytes of the elements that a line break becomes in a run. */
const BREAK_BYTES = 45
/** What an entity takes more than its character. */
const ENTITY_BYTES = 4

export interface RenderCost {
  /** In bytes written. */
  readonly work: number
  /** Bytes of text and marks, and of pictures. */
  readonly text: number
  readonly pictures: number
  /** The name whose values take most of `text`. */
  readonly longest: string | undefined
  /** The walk ended early, because so much was found already. */
  readonly cut: boolean
}

/** Whether the document is to be made in a worker, not in the main thread. */
export const isExpensive = ({ work, cut }: RenderCost): boolean => cut || work > MAX_INLINE_WORK

/** `unprocessable` (`details.reason`: `too_large`) for a document that is larger than any may be. */
export function checkSize({ text, pictures, longest }: RenderCost): Result<true> {
  const details = { reason: 'too_large', ...(longest === undefined ? {} : { variable: longest }) }
  if (text > MAX_DOCUMENT_TEXT)
    return fail(
      'unprocessable',
      `The document would be too large: its text and formatting may have ${megabytes(MAX_DOCUMENT_TEXT)}.` +
        (longest === undefined
          ? ' Shorten its answers or its lists.'
          : ` Most of it is “${longest}”: shorten it, or print it in fewer places.`),
      { ...details, limit: MAX_DOCUMENT_TEXT },
    )
  if (pictures > MAX_DOCUMENT_PICTURES)
    return fail(
      'unprocessable',
      `The document would be too large: its pictures have ${megabytes(pictures)}, and at most ` +
        `${megabytes(MAX_DOCUMENT_PICTURES)} are taken. Use smaller pictures, or make several documents.`,
      { reason: 'too_large', limit: MAX_DOCUMENT_PICTURES },
    )
  return { ok: true, value: true }
}

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1024 / 1024)} MB`

/** Ends as soon as the document is certain to be refused, or at the limits. Never throws. */
export function estimateCost(
  { body }: CompiledTemplate,
  data: RenderContext,
  limits: CostLimits = NO_LIMITS,
): RenderCost {
  const programs = body.kind === 'docx' ? body.parts.map(({ program }) => program) : [body.program]
  const walk = new CostWalk(programs, limits)
  try {
    const scope = createScope(data)
    for (const program of programs) walk.program(program, scope)
  } catch (error) {
    // A value that is missing ends rendering, too; how is said there.
    if (error !== ENOUGH && !(error instanceof Refused)) throw error
    return walk.cost(error === ENOUGH)
  }
  return walk.cost(false)
}

const ENOUGH = new Error('enough is known')

class CostWalk {
  readonly #programs: readonly Program[]
  readonly #limits: CostLimits
  readonly #byName = new Map<string, number>()
  readonly #pictures = new Set<Uint8Array>()
  readonly #sizes = new Map<string, number>()
  #notes: ReadonlyMap<string, NoteNode> | undefined
  #nodes = 0
  #work = 0
  #text = 0
  #pictureBytes = 0

  constructor(programs: readonly Program[], limits: CostLimits) {
    this.#programs = programs
    this.#limits = limits
  }

  cost(cut: boolean): RenderCost {
    const [longest] = [...this.#byName].sort(([, one], [, other]) => other - one)
    const work = this.#work + this.#nodes * NODE_WORK
    return { work, text: this.#text, pictures: this.#pictureBytes, longest: longest?.[0], cut }
  }

  program(program: Program, scope: Scope): void {
    for (const node of program) {
      if (++this.#nodes > this.#limits.nodes || this.#work > this.#limits.work) throw ENOUGH
      this.#node(node, scope)
    }
  }

  #node(node: ProgramNode, scope: Scope): void {
    switch (node.node) {
      case 'static':
        this.#work += node.size * COPY_SHARE
        this.#write(node.size)
        break
      case 'value':
        this.#value(node.name, lookUp(scope, node.name), node.place)
        break
      case 'section':
        this.#section(node, scope)
        break
      case 'guard':
        if (node.any.some(({ name, inverted }) => isSectionShown(scope, name, inverted)))
          this.program(node.children, scope)
        break
      case 'block': {
        const value = lookUp(scope, node.name)
        if (isMarkdown(value)) this.#value(node.name, value, 'run')
        else this.program(node.children, scope)
        break
      }
      case 'once':
        if (scope.serial === 0) this.program(node.children, scope)
        break
      case 'copy':
        this.program(node.children, withoutMissing(scope, node.names))
        break
      case 'table':
      case 'ensure':
      case 'wrap':
        this.program(node.children, scope)
        break
      case 'reference': {
        // The note itself stands in another part, and is written for each of its references.
        const note = this.#note(node.note)
        if (note !== undefined) this.program(note.children, scope)
        break
      }
      case 'hyperlink':
      case 'field_address':
        this.program(node.address, scope)
        break
      case 'picture': {
        const value = lookUp(scope, node.name)
        if (isImage(value)) this.#picture(value.image)
        this.#write(node.original.length)
        break
      }
      // Ids and numbers, and fillers between tables.
      case 'id':
      case 'round':
      case 'list':
      case 'apart':
      case 'note':
        break
    }
  }

  #section({ name, inverted, children, between, otherwise }: ProgramNode & { node: 'section' }, scope: Scope): void {
    const rounds = iterationScopes(scope, name, inverted)
    if (rounds.length === 0 && otherwise !== undefined) this.program(otherwise, scope)
    for (const [index, round] of rounds.entries()) {
      if (index > 0 && between !== undefined) this.program(between, scope)
      this.program(children, round)
    }
  }

  #value(name: string, value: RenderValue, place: ValuePlace): void {
    if (typeof value === 'boolean') return
    if (typeof value !== 'string' && isImage(value)) return this.#picture(value.image)
    const text = textOf(value)
    const bytes = this.#sizeOf(text, place)
    this.#work += typeof value !== 'string' && isMarkdown(value) ? bytes * MARKDOWN_FACTOR : bytes
    this.#byName.set(name, (this.#byName.get(name) ?? 0) + bytes)
    this.#write(bytes)
  }

  /** Bytes in the part. A long text is looked through once, however often it is printed. */
  #sizeOf(text: string, place: ValuePlace): number {
    if (text.length < 100) return text.length
    const size = this.#sizes.get(text) ?? sizeInRun(text)
    this.#sizes.set(text, size)
    return place === 'run' ? size : text.length
  }

  #picture(image: Uint8Array): void {
    if (this.#pictures.has(image)) return
    this.#pictures.add(image)
    this.#pictureBytes += image.length
    this.#work += image.length
  }

  #write(bytes: number): void {
    this.#text += bytes
    if (this.#text > MAX_DOCUMENT_TEXT) throw ENOUGH
  }

  #note(name: string): NoteNode | undefined {
    this.#notes ??= new Map(this.#programs.flatMap(notesIn).map((note) => [note.note, note]))
    return this.#notes.get(name)
  }
}

const notesIn = (program: Program): NoteNode[] =>
  program.flatMap((node) => (node.node === 'note' ? [node] : 'children' in node ? notesIn(node.children) : []))

function textOf(value: Exclude<RenderValue, boolean>): string {
  if (typeof value === 'string') return value
  if (isMarkdown(value)) return value.markdown
  if (isYesNo(value) || isLink(value)) return value.text
  if (isImage(value)) return ''
  return value
    .map((item) => textOf(typeof item['.'] === 'object' || typeof item['.'] === 'string' ? item['.'] : ''))
    .join(', ')
}

/** UTF-8, with line breaks and tabs as elements, and entities. */
function sizeInRun(text: string): number {
  let size = Buffer.byteLength(text)
  for (const breaks of '\n\t\u2028\u2029') size += BREAK_BYTES * countOf(text, breaks)
  for (const escaped of '&<>"') size += ENTITY_BYTES * countOf(text, escaped)
  return size
}

function countOf(text: string, character: string): number {
  let count = 0
  for (let at = text.indexOf(character); at !== -1; at = text.indexOf(character, at + 1)) count++
  return count
}
