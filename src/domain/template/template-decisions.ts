/** The decisions on a template: register, revise, refine, set language and waiting times, publish, retire, restore. */
import { fail, ok, type Result } from '../kernel/errors.ts'
import { changesBetween, type QuestionsAndNotes } from './question-changes.ts'
import type { Caller } from '../kernel/access.ts'
import { checkNewAccess, isSame, orderAccess, type TemplateAccess } from './template-access.ts'
import { slugOf } from './template-id.ts'
import type { TemplateEvent } from './template-events.ts'
import type { AuthorsWaitingTimes } from './waiting-times.ts'
import { type TemplateVersion, type Template, latestVersion, versionOf } from './template.ts'

/** The result of compiling an uploaded file and inferring its questions. */
export type TemplateContent = Omit<TemplateVersion, 'version' | 'at' | 'actor'>

/** Registers a new template; published at once unless it is a draft. `conflict` where the id is taken. */
export function registerTemplate(
  command: { readonly id: string; readonly name: string; readonly content: TemplateContent; readonly draft: boolean },
  template: Template,
): Result<TemplateEvent[]> {
  if (template.id !== undefined) {
    return fail(
      'conflict',
      `A template “${command.id}” exists already. Upload this file as a new version of it, or choose another ` +
        `name, for example “${command.name} 2”.`,
      {
        field: 'name',
        template_id: command.id,
        suggestion: slugOf(`${command.id.slice(0, 57)}-2`),
      },
    )
  }
  return ok([
    {
      type: 'TemplateRegistered',
      data: { template_id: command.id, name: command.name, version: 1, ...contentData(command.content) },
    },
    ...publishEvents(1, command.draft),
  ])
}

/** Adds a version with a new file. The same file and questions again change nothing but the publication. */
export function reviseTemplate(
  command: { readonly content: TemplateContent; readonly draft: boolean },
  template: Template,
): Result<TemplateEvent[]> {
  const latest = latestVersion(template)
  if (latest === undefined) return refuseUnknownTemplate()
  const same =
    latest.file.sha256 === command.content.file.sha256 &&
    latest.language === command.content.language &&
    latest.file_language === command.content.file_language &&
    JSON.stringify(latest.questions) === JSON.stringify(command.content.questions)
  if (same)
    return ok(command.draft || template.published === latest.version ? [] : publishEvents(latest.version, false))
  const version = latest.version + 1
  return ok([
    { type: 'TemplateRevised', data: { version, ...contentData(command.content) } },
    ...publishEvents(version, command.draft),
  ])
}

/** Adds a version with refined questions; a no-op where they did not change. */
export function recordQuestions(
  command: QuestionsAndNotes & { readonly draft: boolean },
  template: Template,
): Result<TemplateEvent[]> {
  const latest = latestVersion(template)
  if (latest === undefined) return refuseUnknownTemplate()
  if (!hasOtherQuestions(latest, command)) return ok([])
  const version = latest.version + 1
  // Refining a draft keeps it a draft. Refining the published version publishes the new one.
  const draft = command.draft || template.published !== latest.version
  return ok([questionsChanged(version, latest, command), ...publishEvents(version, draft)])
}

/**
 * Corrects the questions of the published version while a draft lies over it: the correction is published as a version
 * of its own, and the draft comes back as the latest, with its own questions. A no-op where the published questions did
 * not change; `conflict` where nothing is published.
 */
export function correctPublished(
  { published, draft }: { readonly published: QuestionsAndNotes; readonly draft: QuestionsAndNotes },
  template: Template,
): Result<TemplateEvent[]> {
  const latest = latestVersion(template)
  if (latest === undefined) return refuseUnknownTemplate()
  const base = template.published === undefined ? undefined : versionOf(template, template.published)
  if (base === undefined) return refuseUnpublished()
  if (base.version === latest.version) return recordQuestions({ ...published, draft: false }, template)
  if (!hasOtherQuestions(base, published)) return ok([])
  const version = latest.version + 1
  return ok([
    questionsChanged(version, base, published),
    ...publishEvents(version, false),
    questionsChanged(version + 1, latest, draft),
  ])
}

const hasOtherQuestions = (version: TemplateVersion, { questions }: QuestionsAndNotes): boolean =>
  JSON.stringify(version.questions) !== JSON.stringify(questions)

function questionsChanged(version: number, from: TemplateVersion, after: QuestionsAndNotes): TemplateEvent {
  const { questions, order, notes } = changesBetween(from, after)
  return {
    type: 'QuestionsChanged',
    data: {
      version,
      ...(from.version === version - 1 ? {} : { from: from.version }),
      questions: [...questions],
      ...(order === undefined ? {} : { order: [...order] }),
      ...(notes === undefined ? {} : { notes: [...notes] }),
      question_count: after.questions.length,
    },
  }
}

/** Adds a version with another language; `null` leaves it to the file. A no-op where it is that already. */
export function setTemplateLanguage(
  { language }: { readonly language: string | null },
  template: Template,
): Result<TemplateEvent[]> {
  const latest = latestVersion(template)
  if (latest === undefined) return refuseUnknownTemplate()
  if ((latest.language ?? null) === language) return ok([])
  const version = latest.version + 1
  return ok([
    { type: 'TemplateLanguageSet', data: { version, language } },
    ...publishEvents(version, template.published !== latest.version),
  ])
}

/** Sets how long its conversations wait, for all versions; `null` leaves it to the service. */
export function setWaitingTimes(
  { idle_days, reminders }: AuthorsWaitingTimes,
  template: Template,
): Result<TemplateEvent[]> {
  if (template.id === undefined) return refuseUnknownTemplate()
  const data = { idle_days, reminders: reminders === null ? null : [...reminders] }
  const { waiting } = template
  const same = waiting.idle_days === idle_days && JSON.stringify(waiting.reminders) === JSON.stringify(reminders)
  return ok(same ? [] : [{ type: 'TemplateWaitingTimesSet', data }])
}

/** Publishes the latest version, or the one that is named: also an older one, as the way back. */
export function publishTemplate(template: Template, version?: number): Result<TemplateEvent[]> {
  const latest = latestVersion(template)
  if (latest === undefined) return refuseUnknownTemplate()
  if (template.retired) return fail('conflict', 'This template is retired. Restore it before publishing a version.')
  const wanted = version ?? latest.version
  if (versionOf(template, wanted) === undefined)
    return fail('unprocessable', `There is no version ${wanted}: the latest is ${latest.version}.`, {
      field: 'version',
      latest: latest.version,
    })
  return ok(template.published === wanted ? [] : publishEvents(wanted, false))
}

/** Retires the template: no new generations begin. */
export function retireTemplate(template: Template): Result<TemplateEvent[]> {
  if (template.id === undefined) return refuseUnknownTemplate()
  return ok(template.retired ? [] : [{ type: 'TemplateRetired', data: {} }])
}

/** Restores a retired template. */
export function restoreTemplate(template: Template): Result<TemplateEvent[]> {
  if (template.id === undefined) return refuseUnknownTemplate()
  return ok(template.retired ? [{ type: 'TemplateRestored', data: {} }] : [])
}

/** Says who may what; a no-op where that is so already. */
export function changeTemplateAccess(
  { access, caller }: { readonly access: TemplateAccess; readonly caller: Caller },
  template: Template,
): Result<TemplateEvent[]> {
  if (template.id === undefined) return refuseUnknownTemplate()
  const wanted = orderAccess(access)
  const allowed = checkNewAccess(caller, wanted, template)
  if (!allowed.ok) return allowed
  return ok(isSame(wanted, template.access) ? [] : [{ type: 'TemplateAccessChanged', data: wanted }])
}

const publishEvents = (version: number, draft: boolean): TemplateEvent[] =>
  draft ? [] : [{ type: 'TemplatePublished', data: { version } }]

const refuseUnpublished = () =>
  fail('conflict', 'No version of this template is published: refine the draft itself.', { field: 'of' })

const refuseUnknownTemplate = () =>
  fail('not_found', 'There is no such template. `GET /templates` lists those that exist.')

function contentData(content: TemplateContent) {
  const { format, file, converted, outline, questions, notes, language, file_language, compiler } = content
  return {
    format,
    file,
    ...(converted === undefined ? {} : { converted }),
    outline: [...outline],
    questions: [...questions],
    notes: [...notes],
    ...(language === undefined ? {} : { language }),
    ...(file_language === undefined ? {} : { file_language }),
    compiler,
  }
}
