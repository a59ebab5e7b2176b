/**
 * The engines that rendering is measured against, each as it is used for documents of this kind: template bytes and
 * data in, document bytes out.
 */
import { PatchType, TextRun, patchDocument } from 'docx'
import { createReport } from 'docx-templates'
import Docxtemplater from 'docxtemplater'
import { TemplateHandler } from 'easy-template-x'
import PizZip from 'pizzip'
import { type BenchTemplate, type Data, commands } from './templates.ts'

/** `template` is what the file was built from; undefined for a file from a folder. */
export type Engine = (file: Buffer, data: Data, template: BenchTemplate | undefined) => Promise<Uint8Array>

const easy = new TemplateHandler({ delimiters: { tagStart: '{{', tagEnd: '}}' } })
export const PEERS: Readonly<Record<string, Engine>> = {
  docxtemplater: async (file, data) => {
    const document = new Docxtemplater(new PizZip(file), {
      delimiters: { start: '{{', end: '}}' },
      paragraphLoop: true,
      linebreaks: true,
    })
    document.render(data)
    return document.toBuffer()
  },
  'easy-template-x': async (file, data) => easy.process(file, data),
  'docx-templates': async (file, data, template) =>
    createReport({
      template: template === undefined ? file : commandFile(template),
      data,
      cmdDelimiter: ['{{', '}}'],
      noSandbox: true,
      processLineBreaks: true,
    }),
  'docx patchDocument': async (file, data) =>
    patchDocument({
      data: file,
      outputType: 'nodebuffer',
      patches: Object.fromEntries(
        Object.entries(data).map(([name, value]) => [
          name,
          { type: PatchType.PARAGRAPH, children: [new TextRun(value as string)] },
        ]),
      ),
    }),
}

const commandFiles = new Map<string, Buffer>()
function commandFile(template: BenchTemplate): Buffer {
  const known = commandFiles.get(template.name) ?? template.build(commands)
  commandFiles.set(template.name, known)
  return known
}
