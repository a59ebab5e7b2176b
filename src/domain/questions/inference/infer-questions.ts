/**
 * Infers the questions of a template from its outline: names, kinds, labels, and the conditions under which each is
 * asked.
 *
 * A name that occurs outside every list belongs to the document. Any other name is a field of the lists that it occurs
 * in. So inside a list item a name means the item's field if there is one, else the document's question (Mustache's
 * lookup).
 */
import { fieldLabelOf, itemWordsOf, labelOf, listLabelOf, yesNoLabelOf } from './question-labels.ts'
import { guessKind } from './guess-kind.ts'
import { takesWords } from '../kind-rules.ts'
import { commonLanguage } from './name-languages.ts'
import { looseWordNotes } from './foreign-words.ts'
import { spellingNotes } from './name-notes.ts'
import { listOccurrences, enclosingSections, type Occurrence, type SectionContext } from './outline-occurrences.ts'
import type { Outline } from '../outline.ts'
import type { Condition, Kind, Question } from '../question.ts'
import { guessSectionKinds, type SectionGuess } from './section-kinds.ts'
import { simplifyConditions } from './simplify-conditions.ts'
import type { Language } from './words/language-words.ts'
import type { InferenceNote } from '../inference-note.ts'
import { type NameScope, type ScopedName, NameScopes } from './question-scopes.ts'

export interface Inference {
  readonly questions: Question[]
  readonly notes: InferenceNote[]
}

/**
 * Infers the questions in document order, a section's own question before those inside it. `kindsByAuthor` overrides
 * the guessed kinds of sections (`list`, `yes_no`, or another kind for an optional value); fields and conditions
 * follow.
 */
export function inferQuestions(outline: Outline, kindsByAuthor: ReadonlyMap<string, Kind> = new Map()): Inference {
  const occurrences = listOccurrences(outline)
  const guesses = guessSectionKinds(occurrences, kindsByAuthor)
  const notes: InferenceNote[] = []
  const scopes = new NameScopes(guesses)
  for (const { occurrence, index } of byListDepth(occurrences, guesses)) scopes.place(occurrence, index, notes)
  for (const [name, { note }] of guesses) if (note !== undefined) notes.push({ name, message: note })
  const names = new Set(occurrences.map(({ name }) => name))
  notes.push(...spellingNotes(names), ...looseWordNotes(occurrences))
  const known: Known = { scopes, guesses, kindsByAuthor, language: commonLanguage(names) }
  const questions = questionsOfScope(scopes.document, known, notes)
  return { questions, notes: distinctNotes(notes) }
}

/** Occurrences by the number of lists around them, each group in document order. */
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

/** What is known of the whole template. */
interface Known {
  readonly scopes: NameScopes
  readonly guesses: ReadonlyMap<string, SectionGuess>
  readonly kindsByAuthor: ReadonlyMap<string, Kind>
  /** The language of its names. */
  readonly language: Language | undefined
}

function questionsOfScope(scope: NameScope, known: Known, notes: InferenceNote[]): Question[] {
  const { scopes, guesses, kindsByAuthor, language } = known
  const entries = [...scope.names.values()]
    .filter((each) => each.places.size > 0)
    .sort((one, other) => one.first - other.first)
  return entries.map((entry) => {
    const { name } = entry
    const when = simplifyConditions(
      [...entry.places].map((place) => conditionsAt(place, name, scope, scopes)).filter((one) => one !== undefined),
    )
    const guess = guesses.get(name)?.kind
    const fields = guess === 'list' && entry.items !== undefined ? questionsOfScope(entry.items, known, notes) : []
    if (guess === 'list' && fields.length > 0)
      return { name, kind: 'list', label: listLabelOf(name), required: true, when, fields }
    if (guess === 'list' && entry.items !== undefined)
      notes.push({
        name,
        message: `Nothing in “${name}” is filled in for each item, so it is asked as a yes/no question.`,
      })
    if (guess === 'list' || guess === 'yes_no')
      return { name, kind: 'yes_no', label: yesNoLabelOf(name), required: true, when }
    const stated = guess === 'value' ? kindsByAuthor.get(name) : undefined
    return questionOfEntry(entry, scope.list, { stated, optional: guess === 'value', language }, when)
  })
}

function questionOfEntry(
  entry: ScopedName,
  list: string | undefined,
  { stated, optional, language }: { stated: Kind | undefined; optional: boolean; language: Language | undefined },
  when: Question['when'],
): Question {
  const { name, fills } = entry
  const alone = list === undefined && entry.alone === true
  const said = name === '.' && list !== undefined ? itemWordsOf(list).join('_') : name
  const kind = stated ?? guessKind(said, { fills, alone, language })
  const label = list === undefined ? labelOf(name) : fieldLabelOf(name, list)
  // What stands in a link's address has to be one, and a yes or no that shows a section has to be decided.
  const guessed = stated === undefined && fills === undefined && takesWords(kind) && !(optional && kind === 'yes_no')
  return {
    name,
    kind,
    label: kind === 'yes_no' ? yesNoLabelOf(name) : label,
    required: !optional || kind === 'yes_no',
    when,
    ...(guessed ? { guessed } : {}),
  }
}

/**
 * The conditions for a name of `owner` at one place, outermost first. Only sections whose value the owner can see
 * count. Undefined inside the name's own section: it was asked before.
 */
function conditionsAt(
  place: SectionContext | undefined,
  name: string,
  owner: NameScope,
  scopes: NameScopes,
): Condition[] | undefined {
  const conditions: Condition[] = []
  for (const section of enclosingSections(place)) {
    // The owner's own list, and every section around it, is decided before the item is asked.
    if (scopes.itemsOf(section) === owner) break
    if (section.section === name) return undefined
    if (isWithin(owner, scopes.ownerOf(section.section, scopes.at(section.outer))))
      conditions.push({ section: section.section, is: !section.inverted })
  }
  return conditions.reverse()
}

function isWithin(scope: NameScope, condition: NameScope | undefined): boolean {
  for (let at: NameScope | undefined = scope; at !== undefined; at = at.outer) if (at === condition) return true
  return false
}

function distinctNotes(notes: readonly InferenceNote[]): InferenceNote[] {
  return [...new Map(notes.map((note) => [JSON.stringify([note.name, note.message]), note])).values()]
}
