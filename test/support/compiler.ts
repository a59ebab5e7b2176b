/** The template compiler in this thread, without limits but for files of questions. */
import type { TemplateCompiler } from '../../src/ports/documents/template-compiler.ts'
import { WorkerTemplateCompiler } from '../../src/adapters/outbound/worker-threads/worker-template-compiler.ts'
import { compileTemplate } from '../../src/rendering/compile.ts'
import { copyWithMistakes, readTemplate } from '../../src/rendering/read-template.ts'

/** Long files of questions are read in a worker: hostile ones would take minutes. */
const workers = new WorkerTemplateCompiler()

export const compiler: TemplateCompiler = {
  compile: compileTemplate,
  read: readTemplate,
  mark: copyWithMistakes,
  readQuestions: (text) => workers.readQuestions(text),
  close: async () => undefined,
}
