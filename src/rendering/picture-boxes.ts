/** The boxes in which a template shows each of its pictures: how large a picture of a variable can ever be needed. */
import type { CompiledTemplate } from './template/compiled-template.ts'
import type { Program, ProgramNode } from './template/program.ts'
import { INLINE_BOX } from './pictures/inline-box.ts'

/** In English Metric Units, 914,400 to an inch. */
export interface BoxSize {
  readonly width: number
  readonly height: number
}

/** By the name of the variable, as it stands in tags; `.` also counts for the sections round it. */
export function pictureBoxes({ body }: Pick<CompiledTemplate, 'body'>): ReadonlyMap<string, readonly BoxSize[]> {
  const boxes = new Map<string, BoxSize[]>()
  const add = (name: string, sections: readonly string[], box: BoxSize): void => {
    for (const each of name === '.' ? ['.', ...sections] : [name]) {
      const known = boxes.get(each) ?? []
      if (!known.some(({ width, height }) => width >= box.width && height >= box.height)) known.push(box)
      boxes.set(each, known)
    }
  }
  const walk = (program: Program, sections: readonly string[]): void => {
    for (const node of program) {
      if (node.node === 'picture') add(node.name, sections, node.within ?? { width: node.width, height: node.height })
      else if (node.node === 'value' && node.place === 'run') add(node.name, sections, INLINE_BOX)
      const inner = node.node === 'section' ? [...sections, node.name] : sections
      for (const children of childrenOf(node)) walk(children, inner)
    }
  }
  for (const program of body.kind === 'docx' ? body.parts.map((part) => part.program) : []) walk(program, [])
  return boxes
}

/** Everything that a node may write. */
function childrenOf(node: ProgramNode): Program[] {
  return [
    ...('children' in node ? [node.children] : []),
    ...('between' in node && node.between !== undefined ? [node.between] : []),
    ...('otherwise' in node && node.otherwise !== undefined ? [node.otherwise] : []),
    ...('filler' in node ? [node.filler] : []),
  ]
}
