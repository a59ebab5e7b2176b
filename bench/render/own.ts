/**
 * What is measured of this engine, each prepared with a template's bytes: a call makes a document (or loads the
 * compiled form).
 */
import { compileTemplate } from '../../src/rendering/compile.ts'
import {
  type CompiledTemplate,
  decodeCompiled,
  encodeCompiled,
} from '../../src/rendering/template/compiled-template.ts'
import { renderDocument } from '../../src/rendering/render.ts'
import type { Data } from './templates.ts'
import type { RenderedDocument } from '../../src/rendering/template/rendered-document.ts'

type Unwrap = <T>(result: { ok: true; value: T } | { ok: false; error: { message: string } }) => T
export const unwrap: Unwrap = (result) => {
  if (result.ok) return result.value
  throw new Error(result.error.message)
}
export const render = (template: CompiledTemplate, data: Data): RenderedDocument =>
  unwrap(renderDocument(template, data))
export const compile = async (file: Buffer, purpose?: 'once'): Promise<CompiledTemplate> =>
  unwrap(await compileTemplate(file, 'docx', purpose))

export const OWN: Readonly<Record<string, (file: Buffer, data: Data) => Promise<() => unknown>>> = {
  compiled: async (file, data) => {
    const compiled = await compile(file)
    return () => render(compiled, data).pieces
  },
  'compiled, in one buffer': async (file, data) => {
    const compiled = await compile(file)
    return () => render(compiled, data).bytes
  },
  'compiled, with hashes': async (file, data) => {
    const compiled = await compile(file)
    return () => {
      const document = render(compiled, data)
      return [document.pieces, document.parts]
    }
  },
  'compile + render': async (file, data) => async () => render(await compile(file, 'once'), data).bytes,
  'load compiled bytes': async (file) => {
    const stored = encodeCompiled(await compile(file))
    return () => decodeCompiled(stored)
  },
}
