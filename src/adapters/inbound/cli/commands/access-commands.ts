/** `docgen sessions …`: who is signed in to the console, and signing out. */
import type { Command } from 'commander'
import type { ApiClient } from '../service/api-client.ts'
import type { CliEnvironment } from '../environment.ts'
import { EXIT } from '../exit-codes.ts'
import { CommandFailed } from '../failure.ts'
import type { Printer } from '../terminal/printer.ts'
import { withClient } from './run-with-client.ts'
import { findPerson } from './people/find-person.ts'

export function addAccessCommands(
  program: Command,
  environment: CliEnvironment,
  printerFor: (command: Command) => Printer,
): void {
  const sessions = program.command('sessions').description('Who is signed in to the console, and signing out.')
  const personOption = [
    '--person <person>',
    'whose they are, for admins: a name, an e-mail address, a user’s id in Slack, an id, or a key’s actor',
  ] as const
  sessions
    .command('list')
    .description('The sessions of a person, or of the key that asks, the last used first.')
    .option(...personOption)
    .action(async ({ person }: { person?: string }, command: Command) => {
      await withClient(environment, async (client) => {
        const { data } = await client.sessions(await personId(client, person))
        const printer = printerFor(command)
        printer.result({ data }, () =>
          data.length === 0
            ? [
                person === undefined
                  ? 'Nobody is signed in with this key. “--person NAME” shows where somebody is.'
                  : 'They are signed in nowhere.',
              ]
            : printer.table(
                ['Id', 'Device', 'Signed in by', 'Signed in', 'Last used', 'Ends'],
                data.map(({ id, device, method, begun_at, last_used_at, ends_at }) => [
                  id,
                  device,
                  method,
                  begun_at ?? '',
                  last_used_at ?? '',
                  ends_at,
                ]),
              ),
        )
      })
    })
  sessions
    .command('end')
    .argument('[id]', 'a session, as “sessions list” shows it')
    .description('Sign out of a session, or everywhere.')
    .option('--all', 'all of them')
    .option(...personOption)
    .action(async (id: string | undefined, { all, person }: { all?: true; person?: string }, command: Command) => {
      if ((id === undefined) === (all === undefined))
        throw new CommandFailed('usage', EXIT.usage, 'Say which session ends, by its id, or --all.')
      await withClient(environment, async (client) => {
        const done = await client.endSessions(await personId(client, person), id)
        printerFor(command).result(done, () => [
          `Signed out of ${done.ended} ${done.ended === 1 ? 'session' : 'sessions'}.`,
        ])
      })
    })
}

/** Undefined for whoever asks. */
const personId = async (client: ApiClient, who: string | undefined): Promise<string | undefined> =>
  who === undefined || who.startsWith('key:') ? who : (await findPerson(client, who)).id
