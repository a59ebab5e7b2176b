/** The template compiler in this thread, without limits. */
import type { TemplateCompiler } from '../../src/ports/documents/template-compiler.ts'
import { readQuestionsFile } from '../../src/domain/questions/refinement/read-questions-file.ts'
import { compileTemplate } from '../../src/rendering/compile.ts'
import { copyWithMistakes, readTemplate } from '../../src/rendering/read-template.ts'

export const compiler: TemplateCompiler = {
  compile: compileTemplate,
  read: readTemplate,
  mark: copyWithMistakes,
  readQuestions: async (text) => readQuestionsFile(text),
  close: async () => undefined,
}
