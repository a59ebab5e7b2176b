/** The options that say how a template file is to be read: another engine's tags, Markdown made Word, the language. */
import { Option, type Command } from 'commander'
import { OUTPUTS, SYNTAXES } from '../../../../domain/template/template-format.ts'
import type { ConversionOptions } from '../../../../domain/template/template-format.ts'

/** What commander makes of them; `readingOf` gives them to the rest. */
export interface ReadingOptions {
  readonly syntax?: ConversionOptions['syntax']
  readonly acceptLosses?: boolean
  readonly output?: ConversionOptions['output']
  readonly language?: string
}

export const addReadingOptions = (command: Command): Command =>
  command
    .addOption(
      new Option('--syntax <language>', 'the tags of a Word file are those of another engine').choices([...SYNTAXES]),
    )
    .option(
      '--accept-losses',
      'ask for what that engine would compute, and take out what has no counterpart, instead of refusing it',
    )
    .addOption(new Option('--output <kind>', 'what documents a Markdown file makes').choices([...OUTPUTS]))
    .option('--language <tag>', 'the language of its documents, like de-DE (default: what the file says)')

export const toReading = ({ syntax, acceptLosses, output, language }: ReadingOptions): ConversionOptions => ({
  syntax,
  accept_losses: acceptLosses,
  output,
  language,
})
