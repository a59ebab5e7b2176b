/** Where a document is dropped, and what is known of it. */
import { html } from 'hono/html'
import type { DomainError } from '../../../../../../../domain/kernel/errors.ts'
import type { FileVerification } from '../../../../../../../queries/verifying/verify-document.ts'
import type { ConsoleSession, Html } from '../../../env.ts'
import { csrfField, page } from '../../parts/layout.ts'
import { verificationResult } from './verification-result.ts'

export interface VerifyPage {
  readonly session: ConsoleSession
  /** Of the file that was sent. */
  readonly said?: { readonly file_name: string; readonly verification: FileVerification } | undefined
  readonly error?: DomainError | undefined
}

export function verifyPage({ session, said, error }: VerifyPage): Html {
  return page(
    { title: 'Verify a document', session, place: '/verify' },
    html`<h1>Verify a document</h1>
      <p>Whether a file is a document that was made here, from what and when; or what was altered in it, and where.</p>
      ${error === undefined ? '' : html`<div class="alert" role="alert"><p>${error.message}</p></div>`}
      ${said === undefined ? '' : verificationResult(session, said.file_name, said.verification)}
      <form
        method="post"
        action="/verify"
        enctype="multipart/form-data"
        class="card stack"
        hx-disable="find button.primary"
      >
        ${csrfField(session)}<label
          >${said === undefined ? 'Drop the document here, or choose it' : 'Verify another one'}<input
            class="drop-zone"
            type="file"
            name="file"
            accept=".docx,.md,.markdown,.txt"
            aria-describedby="verify-hint"
            required
        /></label>
        <p class="hint" id="verify-hint">A Word, Markdown or text file, up to 25 MB. Nothing of it is stored.</p>
        <div class="actions"><button class="primary">Verify</button></div>
      </form>`,
  )
}
