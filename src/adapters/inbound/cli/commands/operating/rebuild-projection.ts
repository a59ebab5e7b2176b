/** Rebuilds a read model and shows how far it is. */
import { setTimeout as pause } from 'node:timers/promises'
import type { ApiClient } from '../../service/api-client.ts'
import { EXIT } from '../../exit-codes.ts'
import { CommandFailed } from '../../failure.ts'
import type { ProgressLine } from './progress.ts'
import type { ProjectionStatus } from '../../../../../queries/operations/get-projections-status.ts'

/** Between two looks at a rebuild. */
const POLL_INTERVAL_MS = 200

/**
 * Accepts the event store as it is: rebuilds every read model and lets every process begin again. Polls until all are
 * rebuilt.
 */
export async function rebuildAllProjections(
  client: ApiClient,
  progress: ProgressLine,
): Promise<readonly ProjectionStatus[]> {
  let { data } = await client.rebuildAll()
  try {
    for (;;) {
      const rebuilding = data.flatMap(({ rebuild }) => rebuild ?? [])
      if (rebuilding.length === 0) return data
      progress.update(sumOf(rebuilding, 'handled'), sumOf(rebuilding, 'total'))
      await pause(POLL_INTERVAL_MS)
      ;({ data } = await client.projections())
    }
  } finally {
    progress.end()
  }
}

const sumOf = <K extends string>(rows: readonly Readonly<Record<K, number>>[], key: K): number =>
  rows.reduce((sum, row) => sum + row[key], 0)

/** Starts a rebuild and polls until it is done. Throws `not_found` when the read model disappears. */
export async function rebuildProjection(
  client: ApiClient,
  name: string,
  progress: ProgressLine,
): Promise<ProjectionStatus> {
  let status = await client.rebuild(name)
  try {
    while (status.rebuild !== null) {
      progress.update(status.rebuild.handled, status.rebuild.total)
      await pause(POLL_INTERVAL_MS)
      const { data } = await client.projections()
      status = data.find((one) => one.name === name) ?? failUnknownModel(name)
    }
    progress.update(status.handled, status.handled)
    return status
  } finally {
    progress.end()
  }
}

const failUnknownModel = (name: string): never => {
  throw new CommandFailed('not_found', EXIT.not_found, `The read model “${name}” is not there any more.`)
}
