/** Remarks on names that stand in a template in several spellings. */
import type { InferenceNote } from '../inference-note.ts'
import { fold } from './words/fold.ts'

/** A note for each name that is written in several ways: `tenant_name` and `TenantName` are asked one by one. */
export function spellingNotes(names: Iterable<string>): InferenceNote[] {
  const spellings = new Map<string, Set<string>>()
  for (const name of names) {
    const key = fold(name).replaceAll(/[^\p{L}\p{N}\p{M}.]/gu, '')
    if (!/\p{L}/u.test(key)) continue
    const known = spellings.get(key) ?? new Set()
    spellings.set(key, known.add(name))
  }
  return [...spellings.values()].filter((each) => each.size > 1).map((each) => noteOn([...each]))
}

function noteOn(names: readonly string[]): InferenceNote {
  const [first = ''] = names
  const quoted = names.slice(0, 8).map((name) => `“${name}”`)
  const more = names.length > 8 ? ' and others' : ''
  return {
    name: first,
    message:
      `${quoted.join(', ')}${more} look like one name, but each spelling is asked on its own. ` +
      `If they mean the same, write “${first}” everywhere.`,
  }
}
