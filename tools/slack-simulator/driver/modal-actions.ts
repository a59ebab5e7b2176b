/** Filling in, submitting and closing the open modal. */
import { elementState, isEmpty } from '../state/element-state.ts'
import type { Json, View } from '../state/model.ts'
import { fileJson } from '../state/shapes.ts'
import { closeModals } from '../state/views.ts'
import { newFile } from '../web-api/files/files.ts'
import { createElementActions } from './element-actions.ts'
import { findFieldError } from './element-values.ts'
import { findElement, isField } from './find-element.ts'
import { viewClosed, viewSubmission, type Actor } from './payloads.ts'
import type { ModalActions } from './person-actions.ts'
import { topModal, type PersonDeps } from './person-scope.ts'
import { applySubmissionResponse } from './submission-outcome.ts'
import { viewTarget } from './action-targets.ts'
import { textOf } from './text/display-text.ts'

export function createModalActions(deps: PersonDeps): ModalActions {
  const { workspace, user, interact } = deps
  const elements = createElementActions(deps)
  return {
    fillIn: async (fields) => {
      for (const [label, entry] of Object.entries(fields)) {
        if (typeof entry === 'object' && entry !== null && !Array.isArray(entry)) uploadInto(deps, label, entry)
        else await elements.choose(entry, label, { on: 'modal' })
      }
    },
    submit: async () => {
      const view = topModal(deps)
      if (!view.view['submit']) throw new Error('The modal has no submit button.')
      const errors = findFieldErrors(deps, view)
      if (Object.keys(errors).length > 0) return { outcome: 'errors', errors }
      return applySubmissionResponse(
        deps,
        view,
        await interact({ kind: 'interaction', payload: viewSubmission(deps, view) }),
      )
    },
    close: async ({ all = false } = {}) => {
      const cleared = all || topModal(deps).view['clear_on_close'] === true
      const gone = closeModals(deps.slack, workspace, user.id, cleared)
      for (const each of gone.toReversed()) {
        if (each.view['notify_on_close'] === true)
          await interact({ kind: 'interaction', payload: viewClosed(deps, each, cleared) })
      }
    },
  }
}

/** What Slack itself says about the fields, by their labels, before it tells the app. */
function findFieldErrors({ workspace }: Actor, view: View): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const block of view.view.blocks.filter(({ type }) => type === 'input')) {
    const element = block['element'] as Json
    const held = view.state[String(block['block_id'])]?.[String(element['action_id'])] ?? elementState(element, null)
    const problem =
      isEmpty(held) && block['optional'] !== true
        ? 'Please complete this required field.'
        : findFieldError({ block, element }, held)
    if (problem) errors[textOf(workspace, block['label'])] = problem
  }
  return errors
}

function uploadInto(
  deps: PersonDeps,
  label: string,
  { name, content }: { name: string; content: Buffer | string },
): void {
  const { slack, workspace, user } = deps
  const view = topModal(deps)
  const placed = findElement(workspace, view.view.blocks, label, { accepts: isField }, 'the modal')
  const file = newFile(slack, { name, user: user.id, content: Buffer.from(content), completed: true })
  workspace.files.set(file.id, file)
  viewTarget(deps, view, 'the modal').storeValue(
    placed,
    elementState(placed.element, [fileJson(slack, workspace, file)]),
  )
}
