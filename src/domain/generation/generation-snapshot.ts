/** How a generation's state is written down in a snapshot. */
import type { SnapshotFormat } from '../kernel/decider.ts'
import type { Generation } from './generation.ts'
import type { Posting } from '../outbox/outbox.ts'

const written = (generation: Generation) => {
  const { sheet, delegations, posting } = generation
  return {
    ...generation,
    sheet: { answers: [...sheet.answers], lists: [...sheet.lists] },
    delegations: [...delegations],
    posting: posting && writtenPosting(posting),
  }
}

const writtenPosting = (posting: Posting) => ({
  ...posting,
  wanted: [...posting.wanted],
  shown: [...posting.shown],
  recorded: [...posting.recorded],
  corrections: [...posting.corrections],
  said: [...posting.said],
})

const read = ({ sheet, delegations, posting, ...rest }: ReturnType<typeof written>): Generation => ({
  ...rest,
  sheet: { answers: new Map(sheet.answers), lists: new Map(sheet.lists) },
  delegations: new Map(delegations),
  posting: posting && readPosting(posting),
})

const readPosting = (posting: ReturnType<typeof writtenPosting>): Posting => ({
  ...posting,
  wanted: new Map(posting.wanted),
  shown: new Map(posting.shown),
  recorded: new Set(posting.recorded),
  corrections: new Map(posting.corrections),
  said: new Map(posting.said),
})

export const generationSnapshot: SnapshotFormat<Generation> = {
  shape: 2,
  write: written,
  read: (state) => read(state as ReturnType<typeof written>),
}
