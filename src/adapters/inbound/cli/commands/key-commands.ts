/** `docgen keys …`: keys of the API are made, listed, rotated and revoked. */
import { InvalidArgumentError, Option, type Command } from 'commander'
import { SCOPES, type AccessScope } from '../../../../domain/account/scopes.ts'
import { ROLES, type Role } from '../../../../domain/kernel/access.ts'
import type { CliEnvironment } from '../environment.ts'
import type { Printer } from '../terminal/printer.ts'
import { withClient } from './run-with-client.ts'
import { safeLine } from '../terminal/terminal-text.ts'

const DAY = 86_400_000

interface CreateOptions {
  readonly name: string
  readonly role: Role[]
  readonly scope?: AccessScope[]
  readonly expiresIn?: number
}

export function addKeyCommands(
  program: Command,
  environment: CliEnvironment,
  printerFor: (command: Command) => Printer,
): void {
  const keys = program.command('keys').description('Make, rotate and revoke the keys of the API.')
  keys
    .command('create')
    .description('Make a key. Its secret is shown this once.')
    .requiredOption('--name <name>', 'what it is for')
    .addOption(new Option('--role <role...>', 'what it may do').choices(ROLES).makeOptionMandatory())
    .addOption(new Option('--scope <scope...>', 'hold it to parts of the API').choices(SCOPES))
    .option('--expires-in <days>', 'let it end by itself', wholeNumber(1, 3650))
    .action(async ({ name, role, scope, expiresIn }: CreateOptions, command: Command) => {
      await withClient(environment, async (client) => {
        const key = await client.createKey({
          name,
          roles: [...new Set(role)],
          scopes: scope === undefined ? null : [...new Set(scope)],
          expires_at: expiresIn === undefined ? null : inDays(expiresIn),
        })
        const printer = printerFor(command)
        const end = key.expires_at === null ? '' : ` until ${key.expires_at}`
        printer.say(
          `Key “${safeLine(key.name)}” (${key.id}) for ${[...key.roles, ...(key.scopes ?? [])].join(', ')}${end}. ` +
            'Keep it now: it is not shown again.',
        )
        printer.result(key, () => [key.secret])
      })
    })
  keys
    .command('list')
    .description('All keys, without their secrets.')
    .action(async (_: unknown, command: Command) => {
      await withClient(environment, async (client) => {
        const { data } = await client.keys()
        const printer = printerFor(command)
        printer.result({ data }, () =>
          printer.table(
            ['Id', 'Name', 'Roles', 'Scopes', 'Made', 'Last used', 'Expires', 'Revoked'],
            data.map((key) => [
              key.id,
              key.name,
              key.roles.join(', '),
              key.scopes?.join(', ') ?? '',
              key.created_at,
              key.last_used_at ?? '',
              key.expires_at ?? '',
              key.revoked_at ?? '',
            ]),
          ),
        )
      })
    })
  keys
    .command('rotate')
    .argument('<id>')
    .description('Give a key another secret. The one before it works on for a day, or as long as you say.')
    .option('--overlap <hours>', 'how long the old secret works on; 0: it stops at once', wholeNumber(0, 720))
    .action(async (id: string, { overlap }: { overlap?: number }, command: Command) => {
      await withClient(environment, async (client) => {
        const key = await client.rotateKey(id, overlap)
        const printer = printerFor(command)
        printer.say(
          `New secret for “${safeLine(key.name)}”; the old one works until ${key.former_until ?? 'now'}. ` +
            'Keep it now: it is not shown again.',
        )
        printer.result(key, () => [key.secret])
      })
    })
  keys
    .command('revoke')
    .argument('<id>')
    .description('Revoke a key, at once and for good.')
    .option('--even-own', 'also the key that this command uses')
    .action(async (id: string, { evenOwn }: { evenOwn?: true }, command: Command) => {
      await withClient(environment, async (client) => {
        const revoked = await client.revokeKey(id, evenOwn === true)
        printerFor(command).result(revoked, () => [`${safeLine(id)} is revoked.`])
      })
    })
}

const inDays = (days: number): string => new Date(Date.now() + days * DAY).toISOString()

const wholeNumber =
  (least: number, most: number) =>
  (written: string): number => {
    const number = /^\d{1,4}$/.test(written) ? Number(written) : Number.NaN
    if (number >= least && number <= most) return number
    throw new InvalidArgumentError(`Give a number from ${least} to ${most}.`)
  }
