/**
 * Short-lived addresses from which a stored document can be fetched directly. Only for documents that are not sealed.
 */

export interface LinkRequest {
  readonly key: string
  /** The name under which the browser saves it. */
  readonly file_name: string
  readonly media_type: string
}

export interface DocumentLinks {
  /** An address that works for some minutes, for anyone who has it. */
  link(request: LinkRequest): Promise<string>
}
