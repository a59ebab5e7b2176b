/**
 * What another engine’s tags say for certain, written into the outline: which sections are lists and which conditions,
 * which variables are pictures, and whose a field is.
 */
import type { Outline, OutlineNode } from '../../domain/questions/outline.ts'
import type { Meanings } from './converted-file.ts'

/** The outline with these meanings. */
export function stateMeanings(outline: Outline, { lists, conditions, pictures, fields }: Meanings): Outline {
  const state = (node: OutlineNode): OutlineNode => {
    if (node.type === 'variable') return pictures.has(node.name) ? { ...node, place: 'image' as const } : node
    const own = lists.has(node.name) && !node.inverted ? fields.get(node.name) : undefined
    return {
      ...node,
      ...(lists.has(node.name)
        ? { means: 'list' as const }
        : conditions.has(node.name)
          ? { means: 'condition' as const }
          : {}),
      ...(own === undefined ? {} : { fields: [...own] }),
      children: node.children.map(state),
    }
  }
  return outline.map(state)
}
