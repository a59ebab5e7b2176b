/** `docgen sign-in`: a link into the console for a person, never for the key of this machine. */
import type { Command } from 'commander'
import { createApiClient, type ApiClient, type PersonRow } from '../../service/api-client.ts'
import { connectToService } from '../../service/connect.ts'
import type { CliEnvironment } from '../../environment.ts'
import { EXIT } from '../../exit-codes.ts'
import { CommandFailed } from '../../failure.ts'
import { createTerminalAsker } from '../../generate/asking/terminal-asker.ts'
import type { Printer } from '../../terminal/printer.ts'
import { safeLine } from '../../terminal/terminal-text.ts'
import { findPerson } from './find-person.ts'
import { withClient } from '../run-with-client.ts'

export function addSignInCommand(
  program: Command,
  environment: CliEnvironment,
  printerFor: (command: Command) => Printer,
): void {
  program
    .command('sign-in')
    .description('Print a link that opens the console of the running service, once and within 15 minutes.')
    .option('--as <person>', 'whom it signs in: a name, e-mail address or id (default: the admin, if there is one)')
    .action(async ({ as }: { as?: string }, command: Command) => {
      const running = await connectToService(environment)
      // On shared stores a link made here opens the console of every instance.
      const make = environment.sharesStores() ? withClient : undefined
      if (running === undefined && make === undefined)
        throw new CommandFailed(
          'unavailable',
          EXIT.unavailable,
          'No service is running. Start it with “docgen serve”, and ask again.',
        )
      const print = async (client: ApiClient) => {
        const person = as === undefined ? await chooseAdmin(client, environment) : await findPerson(client, as)
        const link = await client.signIn(person === undefined ? { owner: true } : { person: person.id, owner: false })
        const printer = printerFor(command)
        printer.say(
          person === undefined
            ? 'Whoever opens it first is asked for their name and becomes the admin.'
            : `It signs in ${safeLine(person.name)}.`,
        )
        printer.result(link, () => [link.url])
      }
      await (running === undefined ? make?.(environment, print) : print(createApiClient(running)))
    })
}

/** The admin; of several the one that is chosen. Undefined while there is none. */
async function chooseAdmin(client: ApiClient, environment: CliEnvironment): Promise<PersonRow | undefined> {
  const { data } = await client.people(undefined)
  const admins = data.filter(({ active, roles }) => active && roles.includes('admin'))
  const [only, ...others] = admins
  if (others.length === 0) return only
  const { stdin, stderr, env } = environment
  const id =
    stdin.isTTY === true && stderr.isTTY === true && env['TERM'] !== 'dumb'
      ? await createTerminalAsker(environment).choose('Who signs in?', admins.map(choiceOf))
      : undefined
  const chosen = admins.find((one) => one.id === id)
  if (chosen !== undefined) return chosen
  throw new CommandFailed(
    'conflict',
    EXIT.conflict,
    `Several people are admins: ${admins.map(({ name }) => name).join(', ')}. Say who signs in: --as NAME.`,
  )
}

const choiceOf = ({ id, name, email }: PersonRow) => ({
  value: id,
  label: email === null ? name : `${name} <${email}>`,
})
