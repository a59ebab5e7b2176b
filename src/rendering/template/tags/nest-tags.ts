/**
 * Nests tags that `scanTags` found no mistake in: sections with what is inside them.
 */
import mustache from 'mustache'
import { cleanTags } from './clean-tags.ts'
import type { Tag } from './tag.ts'

/**
 * A node of the nested flow, as mustache's parser gives it:
 * `[type, value, start, end]`, sections with their children and the start of their closing tag.
 */
export type FlowToken =
  | readonly ['text' | 'name' | '&' | '!', string, number, number]
  | readonly ['#' | '^', string, number, number, readonly FlowToken[], number]

/** Nests the tags of a text that `scanTags` found no mistake in. */
export function parseTokens(flow: string): readonly FlowToken[] {
  // Not mustache's global writer: it would cache every template for ever.
  return new mustache.Writer().parse(cleanTags(flow), ['{{', '}}'])
}

/** A tag in the nesting; a section has its closing tag and its children. */
export interface NestedTag<T> {
  readonly open: T
  readonly close?: T | undefined
  readonly children: readonly NestedTag<T>[]
}

/** Nests tags that `scanTags` found no mistake in, without the text between them. */
export function nestTags<T>(tags: readonly T[], tagOf: (item: T) => Tag): readonly NestedTag<T>[] {
  const outermost: NestedTag<T>[] = []
  const open: { readonly item: T; readonly children: NestedTag<T>[]; readonly siblings: NestedTag<T>[] }[] = []
  let siblings = outermost
  for (const item of tags) {
    const { kind } = tagOf(item)
    if (kind === 'open' || kind === 'inverted') {
      const children: NestedTag<T>[] = []
      open.push({ item, children, siblings })
      siblings = children
    } else if (kind === 'close') {
      const section = open.pop()
      if (section === undefined) throw new Error('a section that is not open is closed')
      siblings = section.siblings
      siblings.push({ open: section.item, close: item, children: section.children })
    } else siblings.push({ open: item, children: [] })
  }
  return outermost
}
