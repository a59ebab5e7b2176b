/** `docgen template access`: who may use a template, edit it, and see what others make with it. */
import { Option, type Command } from 'commander'
import {
  NOBODY,
  TEMPLATE_RIGHTS,
  type Audience,
  type TemplateRight,
} from '../../../../../domain/template/template-access.ts'
import type { TemplateAccessView } from '../../../../../queries/template/get-template-access.ts'
import type { CliEnvironment } from '../../environment.ts'
import type { ApiClient } from '../../service/api-client.ts'
import { safeLine } from '../../terminal/terminal-text.ts'
import type { Printer } from '../../terminal/printer.ts'
import { findPerson } from '../people/find-person.ts'
import { withClient } from '../run-with-client.ts'

type AccessOptions = { readonly [Right in TemplateRight]?: string[] } & { readonly makerEdits?: 'yes' | 'no' }

const WHO = '“everyone”, “nobody”, people (an id or a name), groups (as “group:NAME”)'

export function addTemplateAccessCommand(
  template: Command,
  environment: CliEnvironment,
  printerFor: (command: Command) => Printer,
): void {
  template
    .command('access')
    .argument('<id>')
    .description('Show or say who may use a template, edit it, and see what others make with it.')
    .option('--use <who...>', `who may begin documents: ${WHO}`)
    .option('--edit <who...>', 'which authors may change it')
    .option('--see <who...>', 'who may read what others make with it, beside admins; only an admin says so')
    .addOption(
      new Option('--maker-edits <answer>', 'whether who made it may edit it without being named').choices([
        'yes',
        'no',
      ]),
    )
    .action(async (id: string, options: AccessOptions, command: Command) => {
      await withClient(environment, async (client) => {
        const current = await client.templateAccess(id)
        const said = TEMPLATE_RIGHTS.some((right) => options[right] !== undefined) || options.makerEdits !== undefined
        const shown = said ? await change(client, id, current, options) : current
        printerFor(command).result(shown, () => accessLines(shown))
      })
    })
}

async function change(
  client: ApiClient,
  id: string,
  current: TemplateAccessView,
  options: AccessOptions,
): Promise<TemplateAccessView> {
  const audience = async (right: TemplateRight): Promise<Audience> => {
    const who = options[right]
    return who === undefined ? current[right] : readAudience(client, who)
  }
  const [use, edit, see] = [await audience('use'), await audience('edit'), await audience('see')]
  const maker_edits = options.makerEdits === undefined ? current.maker_edits : options.makerEdits === 'yes'
  return client.setTemplateAccess(id, { use, edit, see, maker_edits }, current.revision)
}

async function readAudience(client: ApiClient, who: readonly string[]): Promise<Audience> {
  if (who.length === 1 && who[0] === 'everyone') return 'everyone'
  if (who.length === 1 && who[0] === 'nobody') return NOBODY
  const people: string[] = []
  const groups: string[] = []
  for (const one of who) {
    if (one.startsWith('group:')) groups.push(one.slice('group:'.length))
    else people.push(/^(?:person|key):/.test(one) ? one : (await findPerson(client, one)).id)
  }
  return { people, groups }
}

function accessLines(access: TemplateAccessView): string[] {
  const { maker, maker_edits, names } = access
  const named = (audience: Audience, everyone: string): string =>
    audience === 'everyone'
      ? everyone
      : [
          ...audience.people.map((actor) => safeLine(names[actor] ?? actor)),
          ...audience.groups.map((group) => `group ${safeLine(group)}`),
        ].join(', ') || 'nobody'
  const made = maker_edits ? `; ${safeLine(names[maker] ?? maker)}, who made it` : ''
  return [
    `Use:  ${named(access.use, 'everybody')}`,
    `Edit: ${named(access.edit, 'every author')}${made}`,
    `See:  ${named(access.see, 'everybody')}`,
    'Admins may all of it.',
  ]
}
