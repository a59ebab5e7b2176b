/** The formats a template can be written in; the document made from it has the same one. */
export const TEMPLATE_FORMATS = ['docx', 'markdown', 'text'] as const
export type TemplateFormat = (typeof TEMPLATE_FORMATS)[number]

export const MEDIA_TYPES: Readonly<Record<TemplateFormat, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  markdown: 'text/markdown; charset=utf-8',
  text: 'text/plain; charset=utf-8',
}

/** The media types of documents, without parameters. */
export const DOCUMENT_TYPES = Object.values(MEDIA_TYPES).map((type) => type.replace(/;.*/, ''))

export const EXTENSIONS: Readonly<Record<TemplateFormat, string>> = { docx: 'docx', markdown: 'md', text: 'txt' }

/**
 * Template languages of other engines that an uploaded Word file may be written in: docxtemplater's, that of docxtpl
 * and docassemble, carbone's.
 */
export const SYNTAXES = ['docxtemplater', 'jinja', 'carbone'] as const
export type Syntax = (typeof SYNTAXES)[number]

/** What documents an uploaded Markdown file makes: Markdown, or Word. */
export const OUTPUTS = ['markdown', 'word'] as const
export type Output = (typeof OUTPUTS)[number]

/** How an upload is to be read, where it is not simply a template of ours. */
export interface ConversionOptions {
  /** The language of its tags; ours where left out. Only for Word files. */
  readonly syntax?: Syntax | undefined
  /** What has no counterpart in our language is asked for or taken out; otherwise it is refused. */
  readonly accept_losses?: boolean | undefined
  /** Only for Markdown files; Markdown where left out. */
  readonly output?: Output | undefined
  /** The language of its documents, BCP 47; what the file says where left out. */
  readonly language?: string | undefined
}

/** What an upload was before it became the template: a Markdown file, or another engine's. */
export const CONVERTED_FROM = ['markdown', ...SYNTAXES] as const
export type ConvertedFrom = (typeof CONVERTED_FROM)[number]
