/** `docgen hand-over …` and `docgen colleagues`: asking somebody else for one answer, or for all that are left. */
import type { Command } from 'commander'
import type { CliEnvironment } from '../environment.ts'
import { EXIT } from '../exit-codes.ts'
import { CommandFailed } from '../failure.ts'
import type { ApiClient, HandOverRow } from '../service/api-client.ts'
import { given } from '../service/given.ts'
import type { Printer } from '../terminal/printer.ts'
import { safeLine } from '../terminal/terminal-text.ts'
import { withClient } from './run-with-client.ts'

const CONVERSATION = 'its id, as “generate” prints it'
const QUESTION = [
  '--question <name>',
  'the question’s name, or its address in a list; left out: all that is left',
] as const

interface Options {
  readonly question?: string
  readonly message?: string
}

export function addHandOverCommands(
  program: Command,
  environment: CliEnvironment,
  printerFor: (command: Command) => Printer,
): void {
  program
    .command('colleagues')
    .argument('<search>', 'part of a name, two letters or more')
    .description('Whom something can be handed to.')
    .action(async (search: string, _: unknown, command: Command) => {
      await withClient(environment, async (client) => {
        const found = await client.colleagues(search)
        const printer = printerFor(command)
        printer.result(found, () =>
          found.data.length === 0
            ? [`Nobody here is called “${safeLine(search)}”.`]
            : printer.table(
                ['Id', 'Name', ''],
                found.data.map(({ id, name, hint }) => [id, safeLine(name), safeLine(hint ?? '')]),
              ),
        )
      })
    })

  const handOver = program
    .command('hand-over')
    .description('Ask somebody else for one answer, or for all that are left in a conversation.')
  handOver
    .command('to')
    .argument('<conversation>', CONVERSATION)
    .argument('<who>', 'an e-mail address, a colleague’s name, or an id as “colleagues” shows it')
    .option(...QUESTION)
    .option('--message <text>', 'a message to them, without web addresses')
    .description('Hand a question, or all that is left, to somebody.')
    .action(async (id: string, who: string, { question, message: note }: Options, command: Command) => {
      await withClient(environment, async (client) => {
        await client.handOver(id, { ...(await recipientOf(client, who)), ...given({ question, note }) })
        await printHandOvers(client, id, printerFor(command))
      })
    })
  handOver
    .command('list')
    .argument('<conversation>', CONVERSATION)
    .description('What others were asked for, and what became of it.')
    .action(async (id: string, _: unknown, command: Command) => {
      await withClient(environment, (client) => printHandOvers(client, id, printerFor(command)))
    })
  for (const [name, description, change] of [
    ['mail', 'Send the mail again; its earlier link does not work any more.', 'mailHandOver'],
    ['take-back', 'Take it back: its link and the sessions that it began end at once.', 'withdrawHandOver'],
  ] as const)
    handOver
      .command(name)
      .argument('<conversation>', CONVERSATION)
      .option(...QUESTION)
      .description(description)
      .action(async (id: string, { question }: Options, command: Command) => {
        await withClient(environment, async (client) => {
          await client[change](id, given({ question }))
          await printHandOvers(client, id, printerFor(command))
        })
      })
}

/** Throws `CommandFailed` for a name that nobody has, or several. */
async function recipientOf(client: ApiClient, who: string): Promise<{ to: string } | { email: string }> {
  if (who.includes('@')) return { email: who }
  if (/^(?:person|key):/.test(who)) return { to: who }
  const { data } = await client.colleagues(who)
  const same = data.filter(({ name }) => name.localeCompare(who, undefined, { sensitivity: 'base' }) === 0)
  const [found, ...others] = same.length === 0 ? data : same
  if (found === undefined)
    throw new CommandFailed(
      'not_found',
      EXIT.not_found,
      `Nobody here is called “${who}”. Write an e-mail address to ask somebody from outside.`,
    )
  if (others.length > 0) {
    const all = [found, ...others].map(({ id, name }) => `${name} (${id})`).join(', ')
    const sentence = `Several people are called “${who}”, or nearly so: ${all}. Use the id.`
    throw new CommandFailed('conflict', EXIT.conflict, sentence)
  }
  return { to: found.id }
}

async function printHandOvers(client: ApiClient, id: string, printer: Printer): Promise<void> {
  const listed = await client.handOvers(id)
  printer.result(listed, () =>
    listed.data.length === 0
      ? ['Nobody was asked for anything.']
      : printer.table(
          ['What', 'Who', 'State', 'Mail'],
          listed.data.map(({ label, name, state, mail }) => [
            safeLine(label ?? 'everything that is left'),
            safeLine(name),
            STATES[state],
            mail ?? '',
          ]),
        ),
  )
}

const STATES: Readonly<Record<HandOverRow['state'], string>> = {
  open: 'not opened yet',
  opened: 'opened',
  answered: 'answered',
  withdrawn: 'taken back',
  over: 'no longer needed',
}
