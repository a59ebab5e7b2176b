/**
 * Addresses from which a stored document can be fetched for a short while without asking the service. Only for
 * documents that are not sealed.
 */

export interface LinkRequest {
  readonly key: string
  /** Under which the browser saves it. */
  readonly file_name: string
  readonly media_type: string
}

export interface DocumentLinks {
  /** An address that works for some minutes, for whoever has it. */
  link(request: LinkRequest): Promise<string>
}
