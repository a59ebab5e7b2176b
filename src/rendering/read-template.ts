/**
 * From what an author uploads to a compiled template: another engine's template is converted first, and Markdown is
 * made a Word template where Word documents are wanted.
 */
import { type Result, fail, ok } from '../domain/kernel/errors.ts'
import type { TemplateFormat } from '../domain/template/template-format.ts'
import { compileTemplate } from './compile.ts'
import { markMistakes } from './docx/compile/mark-mistakes.ts'
import { type Loss, convertForeign } from './foreign/convert.ts'
import type { Meanings } from './foreign/converted-file.ts'
import { stateMeanings } from './foreign/state-meanings.ts'
import { markdownToWord } from './markdown-template/markdown-to-word.ts'
import { type Mistake, firstRemarks, refuseFile } from './template/mistake.ts'
import type { TemplateSource, Converted, ReadTemplate } from './template-source.ts'

/**
 * Reads and compiles. Refusals are those of `compileTemplate`; `details.reason` is `losses` where something of another
 * language has no counterpart and losses are not accepted (`details.mistakes` lists it all), and `reading` where the
 * reading does not fit the file.
 */
export async function readTemplate(source: TemplateSource): Promise<Result<ReadTemplate>> {
  const unfit = unfitReading(source)
  if (unfit !== undefined) return refuseFile('reading', unfit)
  if (source.syntax === undefined)
    return source.output === 'word'
      ? readAsWord(source)
      : withCompiled(source.bytes, source.format, undefined, source.is_stored === true ? 'again' : 'keep')
  const converted = await convertForeign(source.bytes, source.syntax)
  if (!converted.ok) return converted
  const { bytes, tags, lists, losses, remarks, meanings } = converted.value
  const compiled = await withCompiled(bytes, 'docx', { from: source.syntax, bytes, tags, lists, losses, remarks })
  const read = compiled.ok ? ok(withMeanings(compiled.value, meanings)) : withRemarks(compiled, remarks)
  return losses.length === 0 || source.accept_losses === true
    ? read
    : refuseLosses(source.syntax, losses, remarks, read)
}

/**
 * A copy of a Word file in which what `readTemplate` would refuse is marked by comments; without mistakes, the template
 * itself. Losses are marked in the file as it was uploaded.
 */
export async function copyWithMistakes(source: TemplateSource): Promise<Result<Uint8Array>> {
  if (source.format !== 'docx')
    return refuseFile('unsupported', 'Only a copy of a Word file can be marked. Look at the list of mistakes instead.')
  const converted =
    source.syntax === undefined
      ? ok({ bytes: source.bytes, losses: [] })
      : await convertForeign(source.bytes, source.syntax)
  if (!converted.ok) return converted
  const { bytes, losses } = converted.value
  const compiled = await compileTemplate(bytes, 'docx')
  const mistakes = compiled.ok ? [] : (compiled.error.details?.['mistakes'] as readonly Mistake[] | undefined)
  if (mistakes === undefined) return compiled as Result<never>
  if (losses.length === 0 || source.accept_losses === true) return markMistakes(bytes, mistakes)
  // Carbone's lists become paragraphs of their own, which the uploaded file has not.
  const inOriginal = source.syntax === 'carbone' ? mistakes.map(({ paragraph: _, ...mistake }) => mistake) : mistakes
  return markMistakes(source.bytes, [...losses, ...inOriginal])
}

/** What the other engine’s tags say is in the outline. What looks like a tag would be text for that engine too. */
function withMeanings({ compiled, converted }: ReadTemplate, meanings: Meanings): ReadTemplate {
  const { remarks: _, ...rest } = compiled
  return { compiled: { ...rest, outline: stateMeanings(compiled.outline, meanings) }, converted }
}

/** The same refusal with the remarks of the conversion. */
function withRemarks(
  { ok: isOk, error }: Extract<Result<never>, { ok: false }>,
  remarks: readonly Mistake[],
): Result<never> {
  const { remarks: _, ...details } = error.details ?? {}
  return { ok: isOk, error: { ...error, details: { ...details, ...firstRemarks(remarks) } } }
}

function unfitReading({ format, syntax, output }: TemplateSource): string | undefined {
  if (syntax !== undefined && format !== 'docx')
    return (
      'Only Word files are read in the language of another engine. Leave the syntax out, or save the file ' +
      'as .docx.'
    )
  if (output !== undefined && format !== 'markdown')
    return 'Only for a Markdown file can one choose what its documents are. Leave the output out.'
  return undefined
}

/** Bytes, pictures written as data: addresses included. */
const MAX_MARKDOWN_LENGTH = 4 * 1024 * 1024

/** Mistakes are told as in the Markdown, by line; those that only Word knows as in the Word file. */
async function readAsWord({ bytes, format, language }: TemplateSource): Promise<Result<ReadTemplate>> {
  if (bytes.length > MAX_MARKDOWN_LENGTH)
    return refuseFile(
      'too_large',
      `The file has ${bytes.length} bytes; ${MAX_MARKDOWN_LENGTH} of Markdown can be made Word. Take pictures ` +
        `out, or write it in Word.`,
    )
  const asText = await compileTemplate(bytes, format)
  if (!asText.ok) return asText
  const word = await markdownToWord(new TextDecoder().decode(bytes), language)
  if (!word.ok) return word
  const { remarks, language: own } = word.value
  const converted = { from: 'markdown', bytes: word.value.bytes, tags: 0, lists: [], losses: [], remarks } as const
  const read = await withCompiled(converted.bytes, 'docx', converted)
  // The Word file is marked with the author's language, which is not what the Markdown file says.
  return read.ok ? ok({ converted, compiled: { ...read.value.compiled, language: own } }) : read
}

async function withCompiled(
  bytes: Uint8Array,
  format: TemplateFormat,
  converted: Converted | undefined,
  purpose: 'keep' | 'again' = 'keep',
): Promise<Result<ReadTemplate>> {
  const compiled = await compileTemplate(bytes, format, purpose)
  return compiled.ok ? ok({ compiled: compiled.value, converted }) : compiled
}

/** All that is wrong at once: what has no counterpart, then what would be a mistake of the converted template. */
function refuseLosses(
  syntax: string,
  losses: readonly Loss[],
  remarks: readonly Mistake[],
  read: Result<ReadTemplate>,
): Result<never> {
  const mistakes = read.ok ? [] : ((read.error.details?.['mistakes'] as readonly Mistake[] | undefined) ?? [])
  const [count, have, remedy] =
    losses.length === 1
      ? ['One thing', 'has', 'Change it, or accept the loss']
      : [`${losses.length} things`, 'have', 'Change them, or accept the losses']
  return fail(
    'invalid_template',
    `${count} in this ${syntax} template ${have} no counterpart here. ${remedy}: then what would be computed is ` +
      `asked for, and the rest is taken out.`,
    { reason: 'losses', syntax, losses: losses.length, mistakes: [...losses, ...mistakes], ...firstRemarks(remarks) },
  )
}
