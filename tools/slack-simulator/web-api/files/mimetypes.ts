/** Media types by the ending of a file's name, for the few kinds that matter here. */
const TYPES: Record<string, string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  md: 'text/markdown',
  pdf: 'application/pdf',
  png: 'image/png',
  txt: 'text/plain',
}

export const mimetypeOf = (filetype: string): string => TYPES[filetype] ?? 'application/octet-stream'
