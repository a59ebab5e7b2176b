/** The formats a template can be written in; the document made from it has the same one. */
export const TEMPLATE_FORMATS = ['docx', 'markdown', 'text'] as const
export type TemplateFormat = (typeof TEMPLATE_FORMATS)[number]

export const MEDIA_TYPES: Readonly<Record<TemplateFormat, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  markdown: 'text/markdown; charset=utf-8',
  text: 'text/plain; charset=utf-8',
}

export const EXTENSIONS: Readonly<Record<TemplateFormat, string>> = { docx: 'docx', markdown: 'md', text: 'txt' }
