/** The format of a generation in snapshots. */
import type { SnapshotFormat } from '../kernel/decider.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { Generation } from './generation.ts'

type WrittenGeneration = ReturnType<typeof writeGeneration>
type WrittenOutbox = ReturnType<typeof writeOutbox>

export const generationSnapshot: SnapshotFormat<Generation> = {
  shape: 8,
  write: writeGeneration,
  read: (written) => readGeneration(written as WrittenGeneration),
}

function writeGeneration({ answers, delegations, outbox, ...rest }: Generation) {
  return {
    ...rest,
    answers: { given: [...answers.given], lists: [...answers.lists] },
    delegations: [...delegations],
    outbox: outbox && writeOutbox(outbox),
  }
}

function readGeneration({ answers, delegations, outbox, ...rest }: WrittenGeneration): Generation {
  return {
    ...rest,
    answers: { given: new Map(answers.given), lists: new Map(answers.lists) },
    delegations: new Map(delegations),
    outbox: outbox && readOutbox(outbox),
  }
}

function writeOutbox({ pending, sent, recorded, corrections, answered_by, ...rest }: Outbox) {
  return {
    ...rest,
    pending: [...pending],
    sent: [...sent],
    recorded: [...recorded],
    corrections: [...corrections],
    answered_by: [...answered_by],
  }
}

function readOutbox({ pending, sent, recorded, corrections, answered_by, ...rest }: WrittenOutbox): Outbox {
  return {
    ...rest,
    pending: new Map(pending),
    sent: new Map(sent),
    recorded: new Set(recorded),
    corrections: new Map(corrections),
    answered_by: new Map(answered_by),
  }
}
