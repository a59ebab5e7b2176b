/** Documents that cannot be made because of an answer, as one that would be too large. */
import { vi, type MockInstance } from 'vitest'
import { fail } from '../../src/domain/kernel/errors.ts'
import { renderDocument } from '../../src/rendering/render.ts'
import { renderer } from './renderer.ts'

/** Until `mockRestore`, what holds these words is refused by the renderer; all else is rendered. */
export const refuseDocumentsWith = (words: string): MockInstance<typeof renderer.render> =>
  vi
    .spyOn(renderer, 'render')
    .mockImplementation(async (template, data) =>
      JSON.stringify(data).includes(words)
        ? fail('unprocessable', 'The document would be too large. Shorten its answers or its lists.')
        : renderDocument(template, data),
    )
