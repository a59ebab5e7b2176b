/**
 * The questions of a template, inferred from its outline: which there are, of what kind, called how, and when each is
 * asked.
 *
 * A name belongs to the document or to the items of a list. It belongs to the document when it stands outside any list;
 * else it is a field of the lists it stands in. So inside an item a name means the item's field if there is one, and
 * the document's question if not, which is how Mustache looks names up.
 */
import { fieldLabelOf, itemWordsOf, labelOf, listLabelOf, yesNoLabelOf } from './question-labels.ts'
import { guessKind, guessKindOfWords } from './guess-kind.ts'
import { occurrencesOf, outward, type Occurrence, type SectionContext } from './outline-places.ts'
import type { Outline } from './outline.ts'
import type { Condition, Kind, Question } from './question.ts'
import { sectionKinds, type SectionGuess } from './section-kinds.ts'
import { simplifyConditions } from './question-conditions.ts'

/** A remark on a guess that the author should look at. */
export interface InferenceNote {
  readonly name: string
  readonly message: string
}

export interface Inference {
  readonly questions: Question[]
  readonly notes: InferenceNote[]
}

/** The document (`list` undefined) or the items of one list, and the names that belong to it. */
interface Scope {
  readonly list: string | undefined
  readonly around: Scope | undefined
  readonly names: Map<string, Entry>
}

interface Entry {
  readonly name: string
  /** Where it is needed; sections count where they stand, not what they open. */
  readonly places: Set<SectionContext | undefined>
  first: number
  fills: 'image' | 'link' | undefined
  /** The items, when it is a list. */
  items: Scope | undefined
}

/**
 * Infers the questions in document order, a section's own question before those inside it. `kindsByAuthor` says what
 * sections are where the author knows better (`list`, `yes_no`, or another kind for an optional value); the fields and
 * conditions of the others follow from it.
 */
export function inferQuestions(outline: Outline, kindsByAuthor: ReadonlyMap<string, Kind> = new Map()): Inference {
  const occurrences = occurrencesOf(outline)
  const guesses = sectionKinds(occurrences, kindsByAuthor)
  const notes: InferenceNote[] = []
  const scopes = new Scopes(guesses)
  for (const { occurrence, index } of byListDepth(occurrences, guesses)) scopes.place(occurrence, index, notes)
  for (const [name, { note }] of guesses) if (note !== undefined) notes.push({ name, message: note })
  const questions = questionsOf(scopes.document, scopes, guesses, kindsByAuthor, notes)
  return { questions, notes: distinctNotes(notes) }
}

/**
 * Gives every name to the scopes it belongs to. Fed from the outside in, so that what stands outside a list is known
 * before what is in it.
 */
class Scopes {
  readonly document: Scope = { list: undefined, around: undefined, names: new Map() }
  readonly #guesses: ReadonlyMap<string, SectionGuess>
  /** The items that a list's place stands for. */
  readonly #items = new Map<SectionContext, Scope>()
  /**
   * The scope of every place asked for; it does not change, because the lists around a place come before what is in it.
   */
  readonly #scopes = new Map<SectionContext, Scope>()

  constructor(guesses: ReadonlyMap<string, SectionGuess>) {
    this.#guesses = guesses
  }

  /** The items that a place opens; undefined where it opens none. */
  itemsOf(place: SectionContext): Scope | undefined {
    return this.#items.get(place)
  }

  /** The scope of what stands at a place. */
  at(place: SectionContext | undefined): Scope {
    let scope = this.document
    for (const around of outward(place)) {
      const known = this.#items.get(around) ?? this.#scopes.get(around)
      if (known === undefined) continue
      scope = known
      break
    }
    if (place !== undefined) this.#scopes.set(place, scope)
    return scope
  }

  /** The scope that `name`, standing in `scope`, belongs to; undefined when none has it yet. */
  ownerOf(name: string, scope: Scope): Scope | undefined {
    for (let at: Scope | undefined = scope; at !== undefined; at = at.around) if (at.names.has(name)) return at
    return undefined
  }

  place({ name, at, opens, fills }: Occurrence, index: number, notes: InferenceNote[]): void {
    const here = this.at(at)
    if (name === '.') return this.#placeItem(here, at, index, fills, notes)
    const owner = this.ownerOf(name, here) ?? here
    if (owner !== here && opens === undefined && this.#guesses.get(name) === undefined)
      notes.push({ name, message: sharedNote(name, here) })
    const entry = entryIn(owner, name, index)
    entry.places.add(at)
    entry.fills ??= fills
    if (opens === undefined || opens.inverted || this.#guesses.get(name)?.kind !== 'list') return
    entry.items ??= { list: name, around: owner, names: new Map() }
    this.#items.set(opens, entry.items)
  }

  #placeItem(
    here: Scope,
    at: SectionContext | undefined,
    index: number,
    fills: Occurrence['fills'],
    notes: InferenceNote[],
  ): void {
    for (const { section, inverted } of outward(at)) {
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

function entryIn(scope: Scope, name: string, index: number): Entry {
  const entry = scope.names.get(name) ?? { name, places: new Set(), first: index, fills: undefined, items: undefined }
  entry.first = Math.min(entry.first, index)
  scope.names.set(name, entry)
  return entry
}

const sharedNote = (name: string, { list }: Scope): string =>
  `“${name}” stands in the items of “${list ?? ''}” and also outside them, so it is asked once for all. ` +
  `If every item has its own, give it another name there.`

/** Occurrences with fewer lists around them first, each group in document order. */
function byListDepth(occurrences: readonly Occurrence[], guesses: ReadonlyMap<string, SectionGuess>) {
  const depths = new Map<SectionContext | undefined, number>([[undefined, 0]])
  const groups: { readonly occurrence: Occurrence; readonly index: number }[][] = []
  for (const [index, occurrence] of occurrences.entries()) {
    const depth = depths.get(occurrence.at) ?? 0
    const { opens } = occurrence
    if (opens !== undefined)
      depths.set(opens, depth + (!opens.inverted && guesses.get(opens.section)?.kind === 'list' ? 1 : 0))
    const group = (groups[depth] ??= [])
    group.push({ occurrence, index })
  }
  return groups.flat()
}

function questionsOf(
  scope: Scope,
  scopes: Scopes,
  guesses: ReadonlyMap<string, SectionGuess>,
  kindsByAuthor: ReadonlyMap<string, Kind>,
  notes: InferenceNote[],
): Question[] {
  const entries = [...scope.names.values()].sort((one, other) => one.first - other.first)
  return entries.map((entry) => {
    const { name } = entry
    const when = simplifyConditions(
      [...entry.places].map((place) => conditionsAt(place, name, scope, scopes)).filter((one) => one !== undefined),
    )
    const guess = guesses.get(name)?.kind
    const fields =
      guess === 'list' && entry.items !== undefined
        ? questionsOf(entry.items, scopes, guesses, kindsByAuthor, notes)
        : []
    if (guess === 'list' && fields.length > 0)
      return { name, kind: 'list', label: listLabelOf(name), required: true, when, fields }
    if (guess === 'list' && entry.items !== undefined)
      notes.push({
        name,
        message: `Nothing in “${name}” is filled in for each item, so it is asked as a yes/no question.`,
      })
    if (guess === 'list' || guess === 'yes_no')
      return { name, kind: 'yes_no', label: yesNoLabelOf(name), required: true, when }
    const said = guess === 'value' ? kindsByAuthor.get(name) : undefined
    return variable(entry, scope.list, said, guess === 'value', when)
  })
}

function variable(
  entry: Entry,
  list: string | undefined,
  said: Kind | undefined,
  optional: boolean,
  when: Question['when'],
): Question {
  const { name, fills } = entry
  const kind =
    said ??
    (name === '.' && list !== undefined && fills === undefined
      ? guessKindOfWords(itemWordsOf(list).map((word) => word.toLowerCase()))
      : guessKind(name, fills))
  const label = list === undefined ? labelOf(name) : fieldLabelOf(name, list)
  return {
    name,
    kind,
    label: kind === 'yes_no' ? yesNoLabelOf(name) : label,
    required: !optional || kind === 'yes_no',
    when,
  }
}

/**
 * What must hold for a name of `owner` to be needed at a place, outermost first. Inside an item only what the item can
 * tell counts, and for a question of the document only what the document can. Undefined where the name stands inside
 * its own section: it has been asked there.
 */
function conditionsAt(
  place: SectionContext | undefined,
  name: string,
  owner: Scope,
  scopes: Scopes,
): Condition[] | undefined {
  const conditions: Condition[] = []
  for (const around of outward(place)) {
    // The list whose item this is, and all around it, is settled when the item is asked.
    if (scopes.itemsOf(around) === owner) break
    if (around.section === name) return undefined
    if (knownTo(owner, scopes.ownerOf(around.section, scopes.at(around.around))))
      conditions.push({ section: around.section, is: !around.inverted })
  }
  return conditions.reverse()
}

function knownTo(scope: Scope, condition: Scope | undefined): boolean {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.around) if (at === condition) return true
  return false
}

function distinctNotes(notes: readonly InferenceNote[]): InferenceNote[] {
  return [...new Map(notes.map((note) => [JSON.stringify([note.name, note.message]), note])).values()]
}
