/** `docgen verify`: whether a file is a document that was made here, or what was altered in it. */
import type { Command } from 'commander'
import { countText } from '../../../../domain/kernel/count-text.ts'
import type { CliEnvironment } from '../environment.ts'
import { EXIT } from '../exit-codes.ts'
import { CommandFailed } from '../failure.ts'
import { given } from '../service/given.ts'
import type { components } from '../service/http-api.generated.ts'
import { readBytes } from '../terminal/files.ts'
import type { Printer } from '../terminal/printer.ts'
import { safeLine } from '../terminal/terminal-text.ts'
import { refuseExisting, writeDocument } from '../terminal/write-document.ts'
import { withClient } from './run-with-client.ts'

type Verification = components['schemas']['Verification']

interface VerifyOptions {
  readonly generation?: string
  readonly certificate?: string
  readonly force: boolean
}

export function addVerifyCommand(
  program: Command,
  environment: CliEnvironment,
  printerFor: (command: Command) => Printer,
): void {
  program
    .command('verify')
    .argument('<file>', 'a document: .docx, .md or .txt')
    .description('Whether a file is a document that was made here, from what and when, or what was altered in it.')
    .option('--generation <id>', 'hold it against the document of this generation')
    .option('--certificate <file>', 'write a page that says where the document comes from, as a Word file')
    .option('--force', 'overwrite what is there', false)
    .action(async (file: string, options: VerifyOptions, command: Command) => {
      const { generation, certificate, force } = options
      if (certificate !== undefined) await refuseExisting(environment, certificate, force)
      const bytes = await readBytes(environment, file)
      await withClient(environment, async (client) => {
        const said = await client.verify({ name: file, bytes }, given({ generation_id: generation }))
        const printer = printerFor(command)
        printer.result(said, () => linesOf(said, printer))
        if (certificate !== undefined && said.origin !== null) {
          const { bytes: page, file_name } = await client.certificate(said.origin.generation_id)
          const written = await writeDocument(environment, page, { out: certificate, suggested: file_name, force })
          printer.say(`The certificate is in “${safeLine(written)}”.`)
        }
        refuseOthers(said)
      })
    })
}

const HEADS: Readonly<Record<Verification['verdict'], string>> = {
  identical: 'Made here, and unaltered: the bytes are those that were made.',
  same_text: 'Made here, and says the same: the text is as it was made, the bytes are others.',
  altered: 'Altered: this is not what was made here.',
  erased: 'Made here; its content was erased since.',
  unknown: 'Not known: it was not made here, or it is not yours to see.',
}

function linesOf(said: Verification, printer: Printer): string[] {
  const { origin, verdict, differences, difference_count: count } = said
  const head = printer.style(verdict === 'altered' || verdict === 'unknown' ? 'yellow' : 'green', HEADS[verdict])
  if (origin === null) return [head, ...(said.unreadable === null ? [] : [safeLine(said.unreadable)])]
  const facts: [string, string][] = [
    ['Document', safeLine(origin.file_name ?? 'erased')],
    ['Template', `${safeLine(origin.template_name)} (${origin.template_id}), version ${origin.template_version}`],
    ['Asked for by', safeLine(origin.requested_by.name ?? origin.requested_by.id)],
    ['Answered by', origin.answered_by.map((each) => safeLine(each.name ?? each.id)).join(', ')],
    ['Made', origin.made_at],
    ['Delivered', origin.deliveries.map(({ surface, at }) => `${at} (${surface})`).join(', ') || 'not yet'],
    ['Generation', origin.generation_id],
  ]
  const others = said.other_generations.length
  return [
    head,
    ...facts.map(([name, value]) => `  ${name.padEnd(13)}${value}`),
    ...(others === 0 ? [] : [`  Equal answers made the same document in ${countText(others, 'other generation')}.`]),
    ...(verdict === 'altered' && differences === null ? ['Almost nothing in it is as it was made.'] : []),
    ...(differences ?? []).flatMap(({ place, before, after }) => [
      `${place}:`,
      ...(before === undefined ? [] : [printer.style('red', `- ${safeLine(before)}`)]),
      ...(after === undefined ? [] : [printer.style('green', `+ ${safeLine(after)}`)]),
    ]),
    ...(count > (differences?.length ?? 0) ? [`… and ${count - (differences?.length ?? 0)} more.`] : []),
  ]
}

/** So that scripts can rely on the exit code. */
function refuseOthers({ verdict, matched_by, difference_count: count }: Verification): void {
  if (verdict === 'altered') {
    const places = count === 0 ? '' : ` It differs in ${countText(count, 'place')}.`
    throw new CommandFailed('altered', EXIT.altered, `The document was altered.${places}`, { difference_count: count })
  }
  if (verdict === 'unknown') throw new CommandFailed('not_found', EXIT.not_found, 'The document is not known.')
  if (verdict === 'erased' && matched_by !== 'bytes' && matched_by !== 'text')
    throw new CommandFailed('not_found', EXIT.not_found, 'It cannot be compared: what was made is erased.')
}
