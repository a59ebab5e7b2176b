/** What a certificate says, ready to print. */
export interface CertificateFacts {
  /** Who makes the certificate: the service's address, where it has one. */
  readonly service: string | undefined
  readonly file_name: string | undefined
  readonly template_name: string
  readonly template_id: string
  readonly template_version: number
  readonly generation_id: string
  readonly requested_by: string
  readonly answered_by: readonly string[]
  /** ISO 8601, UTC, as all times here. */
  readonly requested_at: string
  readonly confirmed_at: string
  readonly made_at: string
  /** `in Slack, 2026-…`, the first one first. */
  readonly deliveries: readonly string[]
  /** Undefined once it is erased. */
  readonly sha256: string | undefined
  /** In bytes. */
  readonly size: number
  /** Undefined where the document carries none. */
  readonly content_id: string | undefined
  readonly renderer: string
  /** What the check that was made for this certificate found, in a sentence. */
  readonly finding: string
}
