/**
 * Fields whose result is text that Word has copied from elsewhere in the document. What such a copy says decides
 * nothing: its tags stand where they were copied from.
 */

/** `list`: lines of a table of contents, an index …; `text`: the text of a bookmark or heading. */
export type CopyKind = 'list' | 'text'

const COPIES: Readonly<Record<string, CopyKind>> = {
  TOC: 'list',
  TOA: 'list',
  INDEX: 'list',
  REF: 'text',
  STYLEREF: 'text',
  PAGEREF: 'text',
  NOTEREF: 'text',
}

/** What the result of a field with this instruction copies. */
export const copyKind = (instruction: string): CopyKind | undefined =>
  COPIES[/^\s*([A-Za-z]+)/.exec(instruction)?.[1]?.toUpperCase() ?? '']
