/** `docgen template links …`: links of a template for people without an account are made, listed and withdrawn. */
import { InvalidArgumentError, type Command } from 'commander'
import { TEMPLATE_LINK } from '../../../../../domain/account/template-link.ts'
import type { CliEnvironment } from '../../environment.ts'
import { given } from '../../service/given.ts'
import type { Printer } from '../../terminal/printer.ts'
import { safeLine } from '../../terminal/terminal-text.ts'
import { withClient } from '../run-with-client.ts'

const DAY = 86_400_000

interface MakeOptions {
  readonly title?: string
  readonly expiresIn?: number
  readonly uses?: number
  readonly askEmail?: true
}

export function addTemplateLinkCommands(
  template: Command,
  environment: CliEnvironment,
  printerFor: (command: Command) => Printer,
): void {
  const links = template.command('links').description('Links by which people without an account answer.')

  links
    .command('make')
    .argument('<id>', 'the template')
    .description('Make a link. Its address is shown this once.')
    .option('--title <title>', 'what it is called in lists and in the audit (default: the template’s name)')
    .option('--expires-in <days>', `days that it is good for (default: ${TEMPLATE_LINK.days})`, wholeNumber(1, 366))
    .option(
      '--uses <number>',
      `how many conversations can be begun (default: ${TEMPLATE_LINK.uses})`,
      wholeNumber(1, TEMPLATE_LINK.most_uses),
    )
    .option('--ask-email', 'whoever begins shows by mail that an e-mail address is theirs')
    .action(async (id: string, { title, expiresIn, uses, askEmail }: MakeOptions, command: Command) => {
      await withClient(environment, async (client) => {
        const expires_at = expiresIn === undefined ? undefined : new Date(Date.now() + expiresIn * DAY).toISOString()
        const link = await client.publishTemplateLink(id, given({ title, expires_at, uses, asks_email: askEmail }))
        const printer = printerFor(command)
        printer.say(
          `Link “${safeLine(link.title)}” (${link.id}) for ${link.uses} conversations until ${link.expires_at}. ` +
            'Keep it now: it is not shown again.',
        )
        printer.result(link, () => [link.url])
      })
    })

  links
    .command('list')
    .argument('<id>', 'the template')
    .description('Its links, and who began by them.')
    .action(async (id: string, _: unknown, command: Command) => {
      await withClient(environment, async (client) => {
        const { data } = await client.templateLinks(id)
        const printer = printerFor(command)
        printer.result({ data }, () => [
          ...printer.table(
            ['Id', 'Title', 'State', 'Used', 'Of', 'Address', 'Expires'],
            data.map((link) => [
              link.id,
              link.title,
              link.state,
              String(link.used),
              String(link.uses),
              link.asks_email ? 'proved' : '',
              link.expires_at,
            ]),
          ),
          ...data.flatMap(({ title, answers }) =>
            answers.map(({ name, email_proved, begun_at }) => {
              const who = `${safeLine(name ?? 'Somebody')}${email_proved ? ' (proved)' : ''}`
              return `${begun_at}  ${who}, by “${safeLine(title)}”`
            }),
          ),
        ])
      })
    })

  links
    .command('withdraw')
    .argument('<id>', 'the template')
    .argument('<link>', 'its id, as `template links list` shows it')
    .description('Withdraw a link, at once and for good: whoever has begun by it cannot go on, either.')
    .action(async (id: string, link: string, _: unknown, command: Command) => {
      await withClient(environment, async (client) => {
        const withdrawn = await client.withdrawTemplateLink(id, link)
        printerFor(command).result(withdrawn, () => [`“${safeLine(withdrawn.title)}” is withdrawn.`])
      })
    })
}

const wholeNumber =
  (least: number, most: number) =>
  (written: string): number => {
    const number = /^\d{1,5}$/.test(written) ? Number(written) : Number.NaN
    if (number >= least && number <= most) return number
    throw new InvalidArgumentError(`Give a number from ${least} to ${most}.`)
  }
