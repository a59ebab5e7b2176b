/** Holds commands on a template to those who may edit it. */
import type { Caller } from '../../domain/kernel/access.ts'
import { ok, type Result } from '../../domain/kernel/errors.ts'
import { mayEditTemplate, refuseRight } from '../../domain/template/template-access.ts'
import type { Template } from '../../domain/template/template.ts'

/** For `authorize` of a transaction: `forbidden` where the template is there and the caller may not edit it. */
export const requireEditor =
  (caller: Caller) =>
  ({ state }: { readonly state: Template }): Result<true> =>
    state.id === undefined || mayEditTemplate(caller, state) ? ok(true) : refuseRight('edit', state.id)
