/** The generation as an aggregate: its initial state, and how its events change it. */
import type { Decider } from '../kernel/decider.ts'
import { copyAnswers, emptyAnswers } from '../interview/answers.ts'
import { copyOutbox } from '../outbox/outbox.ts'
import { evolveOutbox } from '../outbox/evolve-outbox.ts'
import { evolveGeneration } from './evolve-generation.ts'
import type { GenerationEvent } from './generation-events.ts'
import { generationSnapshot } from './generation-snapshot.ts'
import type { Generation } from './generation.ts'

export const generationDecider: Decider<Generation, GenerationEvent> = {
  initial: () => ({
    requester: undefined,
    tenant: '',
    template_id: '',
    template_version: 0,
    format: 'docx',
    locale: 'en-US',
    document_language: 'en-US',
    language_chosen: false,
    zone: 'UTC',
    surface: 'http',
    idle_days: 1,
    copied_from: undefined,
    not_carried: [],
    phase: 'asking',
    next: null,
    answers: emptyAnswers(),
    answers_revision: -1,
    reopened: undefined,
    delegations: new Map(),
    handed_rest: undefined,
    outbox: undefined,
    requested_at: '',
    active_at: '',
    postponed_until: undefined,
    updated_at: '',
    document: undefined,
    failure: undefined,
  }),
  copy: (generation) => ({
    ...generation,
    answers: copyAnswers(generation.answers),
    delegations: new Map(generation.delegations),
    outbox: generation.outbox && copyOutbox(generation.outbox),
  }),
  evolve(before, event, metadata) {
    // Only what is posted compares the delegations with how they were.
    const delegations = before.outbox === undefined ? before.delegations : new Map(before.delegations)
    const evolved = evolveGeneration(before, event, metadata)
    // Whoever goes on has all the time again.
    const postponed_until = evolved.active_at === before.active_at ? evolved.postponed_until : undefined
    const after = { ...evolved, postponed_until, updated_at: metadata.envelope.at }
    if (after.outbox === undefined) return after
    return {
      ...after,
      outbox: evolveOutbox(after.outbox, event, metadata, { before: { next: before.next, delegations }, after }),
    }
  },
  snapshot: generationSnapshot,
}
