/** Rebuilds a read model and shows how far it is. */
import { countText } from '../../../../../domain/kernel/count-text.ts'
import { setTimeout as pause } from 'node:timers/promises'
import { Presets, SingleBar } from 'cli-progress'
import type { ApiClient } from '../../service/api-client.ts'
import type { OutputStream } from '../../environment.ts'
import { EXIT } from '../../exit-codes.ts'
import { CommandFailed } from '../../failure.ts'
import { columnsOf, type Printer } from '../../terminal/printer.ts'
import type { ProjectionStatus } from '../../../../../queries/operations/get-projections-status.ts'

/** Columns of what stands beside the bar. */
const LABEL_COLUMNS = 45
/** Between two looks at a rebuild. */
const POLL_INTERVAL_MS = 200

interface Progress {
  update(handled: number, total: number): void
  end(): void
}

/**
 * Accepts the event store as it is: rebuilds every read model and lets every process begin again. Polls until all are
 * rebuilt.
 */
export async function rebuildAllProjections(
  client: ApiClient,
  progress: Progress,
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
  progress: Progress,
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

/** A bar on a terminal; in a pipe a line for each tenth. */
export function createProgress(stream: OutputStream, printer: Printer): Progress {
  if (printer.json) return { update: () => undefined, end: () => undefined }
  if (stream.isTTY !== true) {
    let said = -1
    return {
      update(handled, total) {
        const tenth = total === 0 ? 10 : Math.floor((handled / total) * 10)
        if (tenth > said) printer.say(`${handled} of ${countText(total, 'event')}`)
        said = Math.max(said, tenth)
      },
      end: () => undefined,
    }
  }
  const barsize = Math.max(10, Math.min(40, columnsOf(stream) - LABEL_COLUMNS))
  const bar = new SingleBar(
    {
      stream,
      format: '{bar} {percentage} % · {value} of {total} events · {eta_formatted} left',
      hideCursor: true,
      barsize,
    },
    Presets.shades_classic,
  )
  bar.start(1, 0)
  return {
    update(handled, total) {
      bar.setTotal(Math.max(total, 1))
      bar.update(total === 0 ? 1 : handled)
    },
    end: () => bar.stop(),
  }
}
