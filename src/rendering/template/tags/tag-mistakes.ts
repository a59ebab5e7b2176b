/** Mistakes in tags, as they are told to the author. */
import type { Tag, TagMistake } from './tag.ts'

/** Limit of nested sections: more than anybody writes; the conditions of a question grow with it. */
export const MAX_SECTION_DEPTH = 32
/** Limit of tags in one part: ten times the largest template we know. */
export const MAX_TAGS = 20_000
/** Limit of mistakes listed for one part: nobody fixes more at once. */
export const MAX_MISTAKES = 500

/** The mistake at which scanning stops; `tags`: too many tags, else too many mistakes. */
export const tooManyMistake = (at: number, tags: boolean): TagMistake => ({
  at,
  message: tags
    ? `There are more than ${String(MAX_TAGS)} tags up to here.`
    : `There are more than ${String(MAX_MISTAKES)} mistakes up to here; the rest is not looked at.`,
  fix: tags ? 'Split the template into several.' : 'Mend these first.',
})

/** The mistake of a section that is nested too deeply. */
export const tooDeepMistake = (tag: Tag): TagMistake => ({
  at: tag.start,
  message: `The section ${sectionTagText(tag)} stands inside ${String(MAX_SECTION_DEPTH)} others.`,
  fix: `Close some of them before it; sections can stand in each other ${String(MAX_SECTION_DEPTH)} deep.`,
})

/** The opening tag of a section as its author wrote it. */
export const sectionTagText = (tag: Tag): string => `{{${tag.kind === 'inverted' ? '^' : '#'}${writtenName(tag)}}}`

/** The tag that closes a section, as its author writes it. */
export const closingTagText = (tag: Tag): string => `{{/${writtenName(tag)}}}`

/** What to write for `{{#if paid}}`, `{{#each items}}` or `{{#unless paid}}`; undefined for other names. */
export function foreignSectionFix({ name }: Tag): string | undefined {
  const [, word, rest] = /^(if|each|unless|with)\s+(\S+)$/.exec(name) ?? []
  if (word === undefined || rest === undefined) return undefined
  return `Write {{${word === 'unless' ? '^' : '#'}${rest}}}, and {{/${rest}}} where the section ends.`
}

const writtenName = ({ name, columns }: Tag): string => (columns === true ? `|${name}|` : name)

/** A text on one line, at most 40 characters. */
export const clipText = (text: string): string =>
  (text.length > 40 ? `${text.slice(0, 39)}…` : text).replace(/\s+/g, ' ')

/** The mistake of a section of columns that does not stand in cells of its own. */
export const columnsMistake = (tag: Tag): Omit<TagMistake, 'at'> => ({
  message: `The section ${sectionTagText(tag)} repeats columns, but its tags are not alone in two cells of one row.`,
  fix:
    'Give each of them a cell of its own, left and right of the cells that repeat, or write ' +
    `${sectionTagText({ ...tag, columns: false })}.`,
})
