/** `docgen master-key …`: what wraps the data keys, and taking them to another master key. */
import type { Command } from 'commander'
import { countText } from '../../../../../domain/kernel/count-text.ts'
import type { CliEnvironment } from '../../environment.ts'
import type { Printer } from '../../terminal/printer.ts'
import { safeLine } from '../../terminal/terminal-text.ts'
import { withClient } from '../run-with-client.ts'
import { createProgress, type ProgressLine } from './progress.ts'
import type { ApiClient } from '../../service/api-client.ts'

export function addMasterKeyCommands(
  program: Command,
  environment: CliEnvironment,
  printerFor: (command: Command) => Printer,
): void {
  const master = program.command('master-key').description('Look after the key that wraps all data keys.')
  master
    .command('status')
    .description('How many data keys each master key wraps, and which are not needed any more.')
    .action(async (_: unknown, command: Command) => {
      await withClient(environment, async (client) => {
        const status = await client.masterKeys()
        const printer = printerFor(command)
        printer.result(status, () => [
          ...printer.table(
            ['Master key', 'Data keys', 'State'],
            status.keys.map(({ id, data_keys, held }) => [id, String(data_keys), stateOf(id, held, status)]),
          ),
          remark(status),
        ])
      })
    })
  master
    .command('rotate')
    .description(
      'Take all data keys to the current master key, or to a new one in the data folder. Goes on where it was.',
    )
    .action(async (_: unknown, command: Command) => {
      await withClient(environment, async (client) => {
        const printer = printerFor(command)
        const damaged = await rotate(client, createProgress(environment.stderr, printer, 'data key'))
        const status = await client.masterKeys()
        for (const subject of damaged)
          printer.say(`The data key of ${safeLine(subject)} does not open: somebody changed it. It was left as it is.`)
        printer.result({ ...status, damaged }, () => [remark(status)])
      })
    })
}

type Status = Awaited<ReturnType<ApiClient['masterKeys']>>

/** Step by step; gives the subjects of data keys that do not open. */
async function rotate(client: ApiClient, progress: ProgressLine): Promise<readonly string[]> {
  const damaged: string[] = []
  let done = 0
  let total = 0
  try {
    for (let after: string | undefined; ;) {
      const step = await client.rotateMasterKey(after)
      if (after === undefined) total = step.rewrapped + (await client.masterKeys()).left
      done += step.rewrapped
      damaged.push(...step.damaged)
      progress.update(done, total)
      if (step.next === null) return damaged
      after = step.next
    }
  } finally {
    progress.end()
  }
}

const stateOf = (id: string, held: boolean, { current, wraps }: Status): string =>
  id === current
    ? id === wraps
      ? 'current'
      : 'current, wraps nothing new yet'
    : `former${id === wraps ? ', wraps what is new' : ''}${held ? '' : ', not held here'}`

const remark = ({ current, left, wraps }: Status): string =>
  left > 0
    ? `${countText(left, 'data key')} ${left === 1 ? 'is' : 'are'} still wrapped by a former master key. ` +
      '“docgen master-key rotate” takes them to the current one.'
    : wraps === current
      ? `All data keys are wrapped by ${current}. No other master key is needed; backups of before need theirs.`
      : `New data keys are still wrapped by ${wraps}. “docgen master-key rotate” changes that.`
