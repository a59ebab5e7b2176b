/** `docgen template …`: what authors do with templates. */
import path from 'node:path'
import type { Command } from 'commander'
import { unwrap } from '../../../../../domain/kernel/errors.ts'
import { askForText } from '../../../../../domain/questions/refinement/ask-for-text.ts'
import type { ListedTemplate } from '../../../../../queries/template/list-templates.ts'
import { readQuestionsFile } from '../../../../../rendering/questions-file/read-questions-file.ts'
import type { UploadedFile } from '../../service/upload-form.ts'
import { EXIT } from '../../exit-codes.ts'
import { CommandFailed } from '../../failure.ts'
import type { CliEnvironment } from '../../environment.ts'
import { readBytes, readText } from '../../terminal/files.ts'
import type { Printer } from '../../terminal/printer.ts'
import { addReadingOptions, toReading, type ReadingOptions } from '../reading-options.ts'
import { addTryCommand } from '../../authoring/try-answer.ts'
import { withClient } from '../run-with-client.ts'
import { safeLine } from '../../terminal/terminal-text.ts'
import { toWaitingTimes } from './waiting-times-option.ts'
import { addTemplateAccessCommand } from './access-command.ts'
import { addTemplateLinkCommands } from './link-commands.ts'
import { showGuesses, showTemplate } from './show-template.ts'

export function addTemplateCommands(
  program: Command,
  environment: CliEnvironment,
  printerFor: (command: Command) => Printer,
): void {
  const template = program.command('template').description('Add, look at and change templates.')

  addReadingOptions(template.command('add').argument('<file>', 'a .docx, .dotx, .md, .markdown or .txt file'))
    .description('Register a template and show the questions found in it.')
    .option('--name <name>', 'what people call it (default: from the file’s name)')
    .option('--questions <file>', 'YAML or JSON that says more about the questions: label, help, kind, choices …')
    .option('--draft', 'do not publish it yet', false)
    .action(
      async (
        file: string,
        options: ReadingOptions & { name?: string; questions?: string; draft: boolean },
        command: Command,
      ) => {
        const upload = await readUpload(environment, file)
        const questions = await readQuestions(environment, options.questions)
        await withClient(environment, async (client) => {
          const added = await client.addTemplate(upload, {
            name: options.name,
            questions,
            draft: options.draft,
            ...toReading(options),
          })
          showTemplate(
            printerFor(command),
            added,
            `Added “${safeLine(added.name)}” as ${added.id}${added.state === 'draft' ? ', a draft' : ''}.`,
          )
        })
      },
    )

  template
    .command('list')
    .description('All templates.')
    .option('--search <text>', 'part of the name')
    .action(async (options: { search?: string }, command: Command) => {
      await withClient(environment, async (client) => {
        const rows: ListedTemplate[] = []
        for (let page = 1, total = 1; rows.length < total; page++) {
          const { data, pagination } = await client.templates(options.search, page)
          if (data.length === 0) break
          rows.push(...data)
          total = pagination.total
        }
        const printer = printerFor(command)
        printer.result({ data: rows }, () =>
          rows.length === 0
            ? [
                options.search === undefined
                  ? 'There is no template yet. Add one with: docgen template add FILE'
                  : 'No template has this in its name.',
              ]
            : printer.table(
                ['Id', 'Name', 'Format', 'Language', 'State', 'Version', 'Questions'],
                rows.map((row) => [
                  row.id,
                  row.name,
                  row.format,
                  row.language ?? '–',
                  row.state,
                  String(row.version),
                  String(row.question_count),
                ]),
              ),
        )
      })
    })

  template
    .command('show')
    .argument('<id>')
    .description('One template with its questions.')
    .option('--published', 'the published version, where a draft is the latest', false)
    .action(async (id: string, { published }: { published: boolean }, command: Command) => {
      await withClient(environment, async (client) =>
        showTemplate(printerFor(command), await client.template(id, published ? 'published' : 'latest')),
      )
    })

  template
    .command('refine')
    .argument('<id>')
    .argument('<file>', 'YAML or JSON that says more about the questions: label, help, kind, choices …')
    .description('Change what is asked, without a new file. Only what the file names is changed.')
    .option('--published', 'correct the published version, although a draft is the latest', false)
    .option('--draft', 'do not publish it yet', false)
    .action(async (id: string, file: string, how: { published: boolean; draft: boolean }, command: Command) => {
      const questions = unwrap(readQuestionsFile(await readText(environment, file)))
      await withClient(environment, async (client) => {
        const of = how.published ? 'published' : 'latest'
        await client.refineQuestions(id, questions as Parameters<typeof client.refineQuestions>[1], {
          of,
          draft: how.draft,
        })
        const refined = await client.template(id, of)
        showTemplate(printerFor(command), refined, `“${safeLine(refined.name)}” has version ${refined.version} now.`)
      })
    })

  addReadingOptions(template.command('revise').argument('<id>').argument('<file>'))
    .description('Upload a new version. What was said about questions that are still there stays.')
    .option('--questions <file>', 'YAML or JSON that says more about the questions')
    .option('--draft', 'do not publish it yet', false)
    .action(
      async (
        id: string,
        file: string,
        options: ReadingOptions & { questions?: string; draft: boolean },
        command: Command,
      ) => {
        const upload = await readUpload(environment, file)
        const questions = await readQuestions(environment, options.questions)
        await withClient(environment, async (client) => {
          const revised = await client.reviseTemplate(id, upload, {
            questions,
            draft: options.draft,
            ...toReading(options),
          })
          showTemplate(printerFor(command), revised, `“${safeLine(revised.name)}” has version ${revised.version} now.`)
        })
      },
    )

  template
    .command('language')
    .argument('<id>')
    .argument('<tag>', 'like de-DE; “file” for what the file says')
    .description('Set the language of its documents, as a new version. Conversations that have begun keep theirs.')
    .action(async (id: string, tag: string, _: unknown, command: Command) => {
      await withClient(environment, async (client) =>
        showTemplate(printerFor(command), await client.setTemplateLanguage(id, tag === 'file' ? null : tag)),
      )
    })

  template
    .command('waiting-times')
    .argument('<id>')
    .description('Set when its conversations remind and end. Those that have begun keep theirs.')
    .option('--expire <days>', 'days without an answer after which they expire; “service” for as the service is set')
    .option('--remind <days>', 'days without an answer after which Slack reminds, like 1,7; “off”, or “service”')
    .action(async (id: string, written: { expire?: string; remind?: string }, command: Command) => {
      await withClient(environment, async (client) => {
        const said = toWaitingTimes(written, await client.template(id))
        showTemplate(printerFor(command), await client.setWaitingTimes(id, said))
      })
    })

  template
    .command('guesses')
    .argument('<id>')
    .description('How often words were taken as written because the kind that was guessed did not fit.')
    .action(async (id: string, _: unknown, command: Command) => {
      await withClient(environment, async (client) => showGuesses(printerFor(command), await client.guesses(id)))
    })

  template
    .command('ask-text')
    .argument('<id>')
    .argument('<question>', 'as `template guesses` names it')
    .description('Ask for text instead of what was guessed; conversations that have begun do so, too.')
    .action(async (id: string, question: string, _: unknown, command: Command) => {
      await withClient(environment, async (client) => {
        const refinement = askForText((await client.template(id)).questions, question)
        if (refinement === undefined)
          throw new CommandFailed(
            'unprocessable',
            EXIT.invalid,
            `No guessed kind stands at “${safeLine(question)}”. See: docgen template guesses ${safeLine(id)}`,
          )
        const refined = await client.refineQuestions(id, [refinement])
        showTemplate(printerFor(command), refined, `“${safeLine(question)}” asks for text now.`)
      })
    })

  addTryCommand(template, environment, printerFor)
  addTemplateAccessCommand(template, environment, printerFor)
  addTemplateLinkCommands(template, environment, printerFor)

  for (const [change, description, done] of CHANGES) {
    template
      .command(change)
      .argument('<id>')
      .description(description)
      .action(async (id: string, _: unknown, command: Command) => {
        await withClient(environment, async (client) => {
          const changed = await client.changeTemplate(id, change)
          printerFor(command).result(changed, () => [`“${safeLine(changed.name)}” ${done}`])
        })
      })
  }
}

const CHANGES = [
  ['publish', 'Publish the latest version.', 'is published.'],
  [
    'retire',
    'Retire a template: no new documents are begun from it.',
    'is retired: no new documents are begun from it.',
  ],
  ['restore', 'Bring a retired template back.', 'is back.'],
] as const

async function readUpload(environment: CliEnvironment, file: string): Promise<UploadedFile> {
  return { name: path.basename(file), bytes: await readBytes(environment, file) }
}

async function readQuestions(environment: CliEnvironment, file: string | undefined): Promise<string | undefined> {
  return file === undefined ? undefined : readText(environment, file)
}
