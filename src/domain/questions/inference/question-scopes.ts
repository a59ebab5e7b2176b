/** Which names belong to the document and which to the items of a list. */
import { enclosingSections, type Occurrence, type SectionContext } from './outline-occurrences.ts'
import type { SectionGuess } from './section-kinds.ts'
import type { InferenceNote } from '../inference-note.ts'

/** The document (`list` undefined) or the items of one list, and the names that belong to it. */
export interface NameScope {
  readonly list: string | undefined
  readonly outer: NameScope | undefined
  /** All its names are known: any other belongs further out. */
  readonly isClosed: boolean
  readonly names: Map<string, ScopedName>
}

/** One name of a scope. */
export interface ScopedName {
  readonly name: string
  /** The sections that it occurs in (for a section: those around it). */
  readonly places: Set<SectionContext | undefined>
  first: number
  fills: 'image' | 'link' | undefined
  /** Whether it is a paragraph of its own wherever it is a variable; undefined where it is none. */
  alone: boolean | undefined
  /** The scope of its items, where it is a list. */
  items: NameScope | undefined
}

/**
 * Assigns every name to the scopes that it belongs to. Occurrences must be placed from the outside in: the names of the
 * document have to be known before those of its lists.
 */
export class NameScopes {
  readonly document: NameScope = { list: undefined, outer: undefined, isClosed: false, names: new Map() }
  readonly #guesses: ReadonlyMap<string, SectionGuess>
  /** The scope of the items, by the section of the list. */
  readonly #items = new Map<SectionContext, NameScope>()
  /** Scopes found so far. They do not change, because the lists around a section are placed before its content. */
  readonly #scopes = new Map<SectionContext, NameScope>()

  constructor(guesses: ReadonlyMap<string, SectionGuess>) {
    this.#guesses = guesses
  }

  /** The scope that a section opens; undefined where it is no list. */
  itemsOf(place: SectionContext): NameScope | undefined {
    return this.#items.get(place)
  }

  /** The scope of names that occur directly in a section (undefined: the document). */
  at(place: SectionContext | undefined): NameScope {
    let scope = this.document
    for (const section of enclosingSections(place)) {
      const known = this.#items.get(section) ?? this.#scopes.get(section)
      if (known === undefined) continue
      scope = known
      break
    }
    if (place !== undefined) this.#scopes.set(place, scope)
    return scope
  }

  /** The scope that `name`, seen from `scope`, belongs to; undefined where none has it yet. */
  ownerOf(name: string, scope: NameScope): NameScope | undefined {
    for (let at: NameScope | undefined = scope; at !== undefined; at = at.outer) if (at.names.has(name)) return at
    return undefined
  }

  /** Assigns one occurrence; `index` is its position in the document. */
  place({ name, at, opens, fills, alone }: Occurrence, index: number, notes: InferenceNote[]): void {
    const here = this.at(at)
    if (name === '.') return this.#placeItem(here, at, index, fills, notes)
    const owner =
      (here.isClosed ? this.#holderAround(name, at) : undefined) ?? this.ownerOf(name, here) ?? openScopeFrom(here)
    if (owner !== here && !here.isClosed && opens === undefined && this.#guesses.get(name) === undefined)
      notes.push({ name, message: sharedNameNote(name, here) })
    const entry = entryIn(owner, name, index)
    entry.places.add(at)
    entry.fills ??= fills
    if (opens === undefined) entry.alone = alone && (entry.alone ?? true)
    if (opens === undefined || opens.inverted || this.#guesses.get(name)?.kind !== 'list') return
    entry.items ??= { list: name, outer: owner, isClosed: opens.fields !== undefined, names: new Map() }
    // Their place follows from where they occur.
    for (const field of opens.fields ?? []) entryIn(entry.items, field, Infinity)
    this.#items.set(opens, entry.items)
  }

  /** The innermost item round a place that has a name, also where its list belongs to somebody further out. */
  #holderAround(name: string, at: SectionContext | undefined): NameScope | undefined {
    for (const section of enclosingSections(at)) {
      const items = this.#items.get(section)
      if (items?.names.has(name) === true) return items
    }
    return undefined
  }

  #placeItem(
    here: NameScope,
    at: SectionContext | undefined,
    index: number,
    fills: Occurrence['fills'],
    notes: InferenceNote[],
  ): void {
    for (const { section, inverted } of enclosingSections(at)) {
      const kind = inverted ? undefined : this.#guesses.get(section)?.kind
      if (kind === 'value') return
      if (kind !== 'list') continue
      const entry = entryIn(here, '.', index)
      entry.places.add(at)
      entry.fills ??= fills
      return
    }
    notes.push({
      name: '.',
      message: '“{{.}}” stands outside any list, so nothing is asked for it and it stays empty. Give it a name.',
    })
  }
}

function openScopeFrom(scope: NameScope): NameScope {
  let at = scope
  while (at.isClosed && at.outer !== undefined) at = at.outer
  return at
}

function entryIn(scope: NameScope, name: string, index: number): ScopedName {
  const entry = scope.names.get(name) ?? {
    name,
    places: new Set(),
    first: index,
    fills: undefined,
    alone: undefined,
    items: undefined,
  }
  entry.first = Math.min(entry.first, index)
  scope.names.set(name, entry)
  return entry
}

const sharedNameNote = (name: string, { list }: NameScope): string =>
  `“${name}” stands in the items of “${list ?? ''}” and also outside them, so it is asked once for all. ` +
  `If every item has its own, give it another name there.`
