/**
 * Whose a name is in a Jinja template: its first word says which loop’s item it belongs to. Here a name means the
 * innermost item that has it; so a field gets another name where that would be somebody else’s.
 */
import type { ConvertedFile } from './converted-file.ts'

/** A loop round a place. */
interface Loop {
  /** As it is written: the same in each reading. */
  readonly list: string
  /** Its name here. */
  readonly name: string
  /** Its item’s, or the parts of its item: `for key, value in pairs`. */
  readonly variables: readonly string[]
}

interface Reference {
  readonly owner: Loop | undefined
  readonly field: string
  /** The loops between the owner and the place. */
  readonly inner: readonly Loop[]
  /** The conditions between them. */
  readonly conditions: readonly string[]
}

const keyOf = (loop: Loop, field: string): string => `${loop.list}\0${field}`

/** The loops and conditions round the place that is read. */
export class JinjaScopes {
  readonly #file: ConvertedFile
  readonly #renamed: ReadonlySet<string>
  readonly #open: (Loop | string)[] = []
  readonly #references: Reference[] = []
  readonly #fields = new Set<string>()
  readonly #printed = new Set<string>()

  /** `renamed`: what another reading of the same text found to be ambiguous. */
  constructor(file: ConvertedFile, renamed: ReadonlySet<string> = new Set()) {
    this.#file = file
    this.#renamed = renamed
  }

  enterLoop(list: string, name: string, variables: readonly string[]): void {
    this.#open.push({ list, name, variables })
  }

  enterCondition(name: string): void {
    this.#open.push(name)
  }

  leave(): void {
    this.#open.pop()
  }

  notePrinted(name: string): void {
    this.#printed.add(name)
  }

  /** Notes that a computed value belongs to the item whose variable is in it. */
  noteComputed(expression: string, name: string): void {
    const words = new Set(expression.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu))
    const owner = this.#open.findLast(
      (each) => typeof each !== 'string' && each.variables.some((one) => words.has(one)),
    )
    if (typeof owner === 'object') this.#file.noteField(owner.name, name)
  }

  /** The name here of a path. */
  nameOf(path: string): string {
    const head = /^[^.[]+/.exec(path)?.[0] ?? path
    const index = this.#open.findLastIndex((each) => typeof each !== 'string' && each.variables.includes(head))
    const owner = index < 0 ? undefined : (this.#open[index] as Loop)
    const rest = path.slice(head.length + 1)
    const isField = owner?.variables.length === 1 && path.charAt(head.length) !== '['
    const field = isField ? (rest === '' ? '.' : this.#flat(rest)) : this.#flat(path)
    const between = this.#open.slice(index + 1)
    this.#references.push({
      owner,
      field,
      inner: between.filter((each) => typeof each !== 'string'),
      conditions: between.filter((each) => typeof each === 'string'),
    })
    if (owner === undefined) {
      if (!path.includes('[')) this.#file.notePath(field)
      return field
    }
    this.#fields.add(keyOf(owner, field))
    const name = !this.#renamed.has(keyOf(owner, field)) ? field : field === '.' ? head : `${head}.${field}`
    if (name !== '.') this.#file.noteField(owner.name, name)
    return name
  }

  /**
   * The fields that need another name: one that an outer item or the document has too, where that one is meant inside;
   * and an item itself where another item, or an optional value, stands between.
   */
  ambiguous(): Set<string> {
    const found = new Set<string>()
    for (const { owner, field, inner, conditions } of this.#references) {
      if (field === '.') {
        if (owner !== undefined && (inner.length > 0 || conditions.some((each) => this.#printed.has(each))))
          found.add(keyOf(owner, field))
        continue
      }
      for (const loop of inner) if (this.#fields.has(keyOf(loop, field))) found.add(keyOf(loop, field))
    }
    return found
  }

  #flat(path: string): string {
    return path.includes('[') ? this.#file.nameOf(path) : path
  }
}
