/**
 * Whoever changes what a generation's events fold to, or how the fold is written down, must say so: old snapshots mean
 * something else then.
 */
import { hash } from 'node:crypto'
import { expect, test } from 'vitest'
import { ProcessedCommandTable } from '../../../../src/adapters/outbound/memory/processed-commands.ts'
import { generationEventSchemas } from '../../../../src/domain/generation/generation-events.ts'
import { generationDecider } from '../../../../src/domain/generation/generation-decider.ts'
import type { Generation } from '../../../../src/domain/generation/generation.ts'
import { testEnvelope } from '../../../support/data/given.ts'
import { idOf, random } from '../../../support/data/histories.ts'
import { randomEvent } from '../../../support/data/random-events.ts'

/**
 * What each shape means: raise `shape` in src/domain/generation/generation-snapshot.ts and add its digest here; never
 * change the digest of a released shape.
 */
const MEANINGS: Readonly<Record<number, string>> = {
  1: 'ef0a95ed8ae4af76eb6e1b571f4dfd50bb821248d5aaeebb3a46ad01ad4b84ef',
  2: 'c225f94ccd5951a422d503f39b7fee7d2dd059b778f2f591d4cccb92916bc19c',
  3: '054f2c389c14be78c3f6a6b481f5075a38be7a6518fc1bdf3bda23aa64043ed8',
  4: '3699060d51f0c1105f038cadcf2d3c894c51ed7b4370fe07efd3d34ce6935834',
  5: 'ac3a21210d03bed239799f5ceaab3fe5c57cfc0f2951f7a995d7d677b53a7ccb',
  6: '39d422dce8e83ec3ffad87e24aee0922c8e1cb2cc96de71bc33cb33c06e441d4',
  // What becomes of a message that is uncertain twice: the sample history has none.
  7: '39d422dce8e83ec3ffad87e24aee0922c8e1cb2cc96de71bc33cb33c06e441d4',
  8: '95e2fef46e99e848b688bf5764e5fce4f9314145052e45e3c8f45673549434a5',
}

const EVENTS = 1500

/** Everything that a sample history of all events ever folds to, and its table of commands. */
function meaning(): { readonly digest: string; readonly types: ReadonlySet<string> } {
  const chance = random(6)
  const { snapshot, initial, evolve } = generationDecider
  const types = new Set<string>()
  let state: Generation = initial()
  let commands = new ProcessedCommandTable()
  let digest = ''
  for (let revision = 0; revision < EVENTS; revision++) {
    const event = randomEvent(chance, revision)
    const command_id = idOf(`command ${revision >> 1}`)
    const envelope = testEnvelope(event.type, revision, {
      command_id,
      request_digest: hash('sha256', `request ${revision >> 1}`),
    })
    types.add(event.type)
    state = evolve(state, event, { revision, envelope })
    commands = commands.withEvents([{ stream: '', revision, position: '', envelope, event }])
    digest = hash('sha256', `${digest}\n${JSON.stringify(snapshot!.write(state))}`)
  }
  return { digest: hash('sha256', Buffer.concat([Buffer.from(digest), commands.bytes()])), types }
}

test('the shape of snapshots is raised with every change of what they mean', () => {
  const { shape } = generationDecider.snapshot!
  expect(
    { shape, digest: meaning().digest },
    'A generation now folds to, or is written down as, something else than before. Snapshots of before ' +
      'must not be gone on with: raise `shape` in ' +
      'src/domain/generation/generation-snapshot.ts by one and add the new digest to MEANINGS. (Where only ' +
      'the sample history in test/support/data/random-events.ts was changed, ' +
      'the new digest takes the place of the old one.)',
  ).toEqual({ shape, digest: MEANINGS[shape] })
})

test('the sample holds every event of a generation', () => {
  expect([...meaning().types].toSorted()).toEqual(Object.keys(generationEventSchemas).toSorted())
})
