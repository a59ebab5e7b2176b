/** Builds outlines of templates for tests: variables and sections as they nest in a file. */
import type { OutlineNode } from '../../../src/domain/questions/outline.ts'

export const v = (name: string, place?: 'image' | 'link'): OutlineNode => ({ type: 'variable', name, place })

const sectionWith =
  (flags: { readonly inverted: boolean; readonly repeats: boolean }) =>
  (name: string, ...children: OutlineNode[]): OutlineNode => ({ type: 'section', name, ...flags, children })

export const section = sectionWith({ inverted: false, repeats: false })
/** A section that repeats for each item of a list. */
export const rows = sectionWith({ inverted: false, repeats: true })
/** A section for what is left out or no. */
export const unless = sectionWith({ inverted: true, repeats: false })
