/** Short-lived URLs for downloading a stored document directly. Only for documents that are not sealed. */

export interface LinkRequest {
  readonly key: string
  /** The file name for the browser. */
  readonly file_name: string
  readonly media_type: string
}

export interface DocumentLinks {
  /** A URL that works for some minutes for anyone who has it. */
  link(request: LinkRequest): Promise<string>
}
