/** `docgen group …`: groups of people, which templates can be opened to. */
import type { Command } from 'commander'
import type { CliEnvironment } from '../environment.ts'
import { safeLine } from '../terminal/terminal-text.ts'
import type { Printer } from '../terminal/printer.ts'
import { findPerson } from './people/find-person.ts'
import { withClient } from './run-with-client.ts'

export function addGroupCommands(
  program: Command,
  environment: CliEnvironment,
  printerFor: (command: Command) => Printer,
): void {
  const group = program.command('group').description('Groups of people, which templates can be opened to.')

  group
    .command('list')
    .description('The groups that somebody is in or a template names.')
    .action(async (_: unknown, command: Command) => {
      await withClient(environment, async (client) => {
        const listed = await client.groups()
        const printer = printerFor(command)
        printer.result(listed, () =>
          listed.data.length === 0
            ? ['There is no group yet. Put somebody into one with: docgen group add GROUP PERSON']
            : printer.table(
                ['Group', 'People', 'Templates'],
                listed.data.map(({ name, members, templates }) => [safeLine(name), String(members), String(templates)]),
              ),
        )
      })
    })

  group
    .command('members')
    .argument('<group>')
    .description('Who is in a group.')
    .action(async (name: string, _: unknown, command: Command) => {
      await withClient(environment, async (client) => {
        const listed = await client.groupMembers(name)
        const printer = printerFor(command)
        printer.result(listed, () =>
          listed.data.length === 0
            ? [`Nobody is in “${safeLine(name)}”.`]
            : printer.table(
                ['Id', 'Name', 'Put in by'],
                listed.data.map(({ actor, name: called, by_admin, by_issuer }) => [
                  actor,
                  safeLine(called),
                  [...(by_admin ? ['an admin'] : []), ...(by_issuer ? ['their sign-in'] : [])].join(', '),
                ]),
              ),
        )
      })
    })

  for (const [name, description, done] of [
    ['add', 'Put somebody into a group; it is made with the first one.', 'is in'],
    ['remove', 'Take somebody out of a group.', 'is not in'],
  ] as const) {
    group
      .command(name)
      .argument('<group>')
      .argument('<person>', 'an id as “people list” shows it, a user’s id in Slack, or a name')
      .description(description)
      .action(async (called: string, who: string, _: unknown, command: Command) => {
        await withClient(environment, async (client) => {
          const person = await findPerson(client, who)
          const change = name === 'add' ? client.addToGroup : client.removeFromGroup
          const now = await change(called, person.id)
          const stays = now.issuer_groups.includes(called) && name === 'remove'
          printerFor(command).result(now, () => [
            stays
              ? `${safeLine(person.name)} stays in “${safeLine(called)}”: their sign-in names it.`
              : `${safeLine(person.name)} ${done} “${safeLine(called)}”.`,
          ])
        })
      })
  }
}
