/** How far something is, on stderr. */
import { Presets, SingleBar } from 'cli-progress'
import { countText } from '../../../../../domain/kernel/count-text.ts'
import type { OutputStream } from '../../environment.ts'
import { columnsOf, type Printer } from '../../terminal/printer.ts'

/** Columns of what stands beside the bar. */
const LABEL_COLUMNS = 45

export interface ProgressLine {
  update(handled: number, total: number): void
  end(): void
}

/** A bar on a terminal; in a pipe a line for each tenth. `what` is counted: “event”. */
export function createProgress(stream: OutputStream, printer: Printer, what: string): ProgressLine {
  if (printer.json) return { update: () => undefined, end: () => undefined }
  if (stream.isTTY !== true) {
    let said = -1
    return {
      update(handled, total) {
        const tenth = total === 0 ? 10 : Math.floor((handled / total) * 10)
        if (tenth > said) printer.say(`${handled} of ${countText(total, what)}`)
        said = Math.max(said, tenth)
      },
      end: () => undefined,
    }
  }
  const barsize = Math.max(10, Math.min(40, columnsOf(stream) - LABEL_COLUMNS))
  const bar = new SingleBar(
    {
      stream,
      format: `{bar} {percentage} % · {value} of {total} ${what}s · {eta_formatted} left`,
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
