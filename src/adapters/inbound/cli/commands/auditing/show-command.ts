/** `docgen show ID`: a conversation as it is, or as it was at any moment. */
import type { Command } from 'commander'
import type { GenerationView } from '../../../../../queries/generation/generation-view.ts'
import type { CliEnvironment } from '../../environment.ts'
import type { Printer } from '../../terminal/printer.ts'
import { withClient } from '../run-with-client.ts'

export function addShowCommand(
  program: Command,
  environment: CliEnvironment,
  printerFor: (command: Command) => Printer,
): void {
  program
    .command('show')
    .description('Show a conversation: where it is, and what was answered.')
    .argument('<id>', 'the conversation’s id')
    .option('--at <moment>', 'as it was at this revision, or at this day or instant')
    .option('--zone <name>', 'the time zone of --at (default: yours)')
    .action(async (id: string, { at, zone = environment.zone }: { at?: string; zone?: string }, command: Command) => {
      await withClient(environment, async (client) => {
        const generation = await client.generation(id, at === undefined ? {} : { at, zone })
        const printer = printerFor(command)
        printer.result(generation, () => linesOf(generation, printer, at !== undefined))
      })
    })
}

/** What was changed last is marked where a moment was asked for. */
function linesOf(generation: GenerationView, printer: Printer, marks: boolean): readonly string[] {
  const { template_name, revision, updated_at, state, answers } = generation
  const rows = Object.values(answers).map(({ label, shown, skipped, at, actor, ...answer }) => [
    marks && answer.revision === revision ? '*' : '',
    label,
    skipped
      ? '(skipped)'
      : typeof answer.value === 'object' && answer.value !== null && 'erased' in answer.value
        ? '(erased)'
        : shown,
    at,
    actor,
  ])
  return [
    `${template_name}: ${state}, revision ${revision}, ${updated_at}`,
    ...(rows.length === 0 ? ['Nothing was answered.'] : printer.table(['', 'Question', 'Answer', 'When', 'Who'], rows)),
  ]
}
