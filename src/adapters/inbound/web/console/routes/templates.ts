/** The author's routes: upload, questions, versions, preview, lifecycle. */
import { ANSWER_KINDS } from '../../../../../answers/answer-kinds.ts'
import { Hono } from 'hono'
import { changeLifecycle, type LifecycleChange } from '../../../../../commands/template/change-lifecycle.ts'
import { readQuestionsFile } from '../../../../../commands/template/read-questions-file.ts'
import { refineQuestions } from '../../../../../commands/template/refine-questions.ts'
import { registerTemplate } from '../../../../../commands/template/register-template.ts'
import { reviseTemplate } from '../../../../../commands/template/revise-template.ts'
import { fail, Refused, unwrap, type DomainError } from '../../../../../domain/kernel/errors.ts'
import type { Refinement } from '../../../../../domain/questions/refinement.ts'
import {
  MEDIA_TYPES,
  OUTPUTS,
  SYNTAXES,
  type Output,
  type Reading,
  type Syntax,
} from '../../../../../domain/template/template-format.ts'
import type { Question } from '../../../../../domain/questions/question.ts'
import type { App } from '../../../../../ports/app.ts'
import { getOriginalFile, getTemplate, getTemplateFile } from '../../../../../queries/template/get-template.ts'
import { markedCopyOf } from '../../../../../queries/template/inspect-file.ts'
import { listTemplates } from '../../../../../queries/template/list-templates.ts'
import type { TemplateView } from '../../../../../queries/template/present-template.ts'
import { previewTemplate } from '../../../../../queries/template/preview-template.ts'
import { SAMPLES } from '../../../../../rendering/samples/samples.ts'
import { acting } from '../forms/command-from-form.ts'
import { attachment } from '../attachment.ts'
import { fileOf, textOf, textsOf, type Env, type PageContext } from '../env.ts'
import { statusOf } from '../errors.ts'
import {
  moved,
  questionAt,
  refinementAt,
  refinementOf,
  textsOfPosted,
  textsOfQuestion,
  type QuestionTexts,
} from '../forms/question-edit.ts'
import { pageNumber } from '../forms/page-number.ts'
import type { EditedQuestion } from '../views/parts/question-list.ts'
import { newTemplatePage, templatePage, type TemplatePage } from '../views/pages/template-pages.ts'
import { templatesPage } from '../views/pages/templates-page.ts'

export function templateRoutes(app: App): Hono<Env> {
  const routes = new Hono<Env>()
  routes.get('/templates', async (c) => {
    const search = c.req.query('search') ?? ''
    const templates = await listTemplates(app, { search, page: pageNumber(c), limit: 50 }, c.var.visit.caller)
    return c.html(templatesPage({ visit: c.var.visit, templates, search }))
  })

  routes.get('/templates/new', (c) => c.html(newTemplatePage(c.var.visit, { name: '', draft: false })))

  routes.post('/templates', async (c) => {
    const [name, draft, reading] = [
      textOf(c.var.posted, 'name') ?? '',
      textOf(c.var.posted, 'draft') !== undefined,
      readingOf(c),
    ]
    try {
      const upload = await uploaded(c)
      const { state } = await registerTemplate(
        app,
        { ...upload, name, draft },
        acting(app, c, { register: name, draft, file: upload.file_name, ...reading }),
      )
      return goTo(c, `/templates/${state.id ?? ''}`)
    } catch (error) {
      return c.html(
        newTemplatePage(c.var.visit, { name, draft, ...reading, error: refusalOf(error) }),
        statusOf(refusalOf(error).code),
      )
    }
  })

  routes.post('/templates/marked', async (c) => {
    const { bytes, file_name } = await markedCopyOf(app, await uploaded(c))
    return c.body(new Uint8Array(bytes), 200, {
      'Content-Type': MEDIA_TYPES.docx,
      'Content-Disposition': attachment(file_name),
    })
  })

  routes.post('/templates/samples/:name', async (c) => {
    const sample = SAMPLES.find(({ name }) => name === c.req.param('name'))
    if (sample === undefined) return unwrap(fail('not_found', 'There is no such sample.'))
    const request = acting(app, c, { sample: sample.name })
    const { title, file_name, refinements } = sample
    const { state } = await registerTemplate(
      app,
      { name: title, file_name, bytes: await sample.build(), refinements, draft: false },
      request,
    )
    return c.redirect(`/templates/${state.id ?? ''}`, 303)
  })

  routes.get('/templates/:id', async (c) => {
    const template = await getTemplate(app, c.req.param('id'), c.var.visit.caller)
    const path = c.req.queries('q')
    const question = path === undefined ? undefined : questionAt(template.questions, path)
    const edited = path === undefined || question === undefined ? undefined : { path, texts: textsOfQuestion(question) }
    return c.html(templatePage(await frame(app, c, template, { edited })))
  })

  routes.post('/templates/:id/questions', async (c) => {
    const [id, path, texts] = [c.req.param('id'), textsOf(c.var.posted, 'q'), textsOfPosted(c.var.posted)]
    try {
      const context = { now: app.clock.now(), zone: c.var.visit.zone, locale: c.var.visit.locale }
      const refinement = unwrap(refinementOf(path.at(-1) ?? '', texts, context))
      await refine(app, c, id, [refinementAt(path, refinement)])
    } catch (error) {
      const refusal = refusalOf(error)
      const template = await getTemplate(app, id, c.var.visit.caller)
      return c.html(
        templatePage(
          await frame(app, c, template, { edited: refused(template, path, texts, refusal, seenRevision(c, refusal)) }),
        ),
        statusOf(refusal.code),
      )
    }
    return c.redirect(`/templates/${id}`, 303)
  })

  routes.post('/templates/:id/questions/move', async (c) => {
    const [id, path] = [c.req.param('id'), textsOf(c.var.posted, 'q')]
    const template = await getTemplate(app, id, c.var.visit.caller)
    const order = moved(template.questions, path, textOf(c.var.posted, 'way') === 'up' ? -1 : 1)
    try {
      if (order.length > 0) await refine(app, c, id, order)
    } catch (error) {
      return withProblem(app, c, id, error)
    }
    return c.redirect(`/templates/${id}`, 303)
  })

  routes.post('/templates/:id/versions', async (c) => {
    const [id, draft, reading] = [c.req.param('id'), textOf(c.var.posted, 'draft') !== undefined, readingOf(c)]
    try {
      const upload = await uploaded(c)
      await reviseTemplate(
        app,
        { ...upload, id, draft },
        acting(app, c, { revise: id, draft, file: upload.file_name, ...reading }),
      )
      return goTo(c, `/templates/${id}`)
    } catch (error) {
      const refusal = refusalOf(error)
      const template = await getTemplate(app, id, c.var.visit.caller)
      return c.html(
        templatePage(
          await frame(app, c, template, {
            upload: { name: '', draft, ...reading, error: refusal, revision: seenRevision(c, refusal) },
          }),
        ),
        statusOf(refusal.code),
      )
    }
  })

  routes.post('/templates/:id/preview', async (c) => {
    const { zone, locale, caller } = c.var.visit
    const preview = await previewTemplate(
      app,
      { id: c.req.param('id'), context: { now: app.clock.now(), zone, locale } },
      caller,
    )
    return c.body(new Uint8Array(preview.bytes), 200, {
      'Content-Type': preview.media_type,
      'Content-Disposition': attachment(preview.file_name),
    })
  })

  for (const change of ['publish', 'retire', 'restore'] as const satisfies readonly LifecycleChange[]) {
    routes.post(`/templates/:id/${change}`, async (c) => {
      const id = c.req.param('id') ?? ''
      try {
        await changeLifecycle(app, { id, change }, acting(app, c, { [change]: id }))
      } catch (error) {
        return withProblem(app, c, id, error)
      }
      return c.redirect(`/templates/${id}`, 303)
    })
  }

  routes.get('/templates/:id/versions/:version/file', async (c) => {
    const { version, bytes } = await getTemplateFile(
      app,
      c.req.param('id'),
      Number(c.req.param('version')),
      c.var.visit.caller,
    )
    return c.body(new Uint8Array(bytes), 200, {
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': attachment(version.file.file_name),
    })
  })

  routes.get('/templates/:id/versions/:version/original', async (c) => {
    const { file_name, bytes } = await getOriginalFile(
      app,
      c.req.param('id'),
      Number(c.req.param('version')),
      c.var.visit.caller,
    )
    return c.body(new Uint8Array(bytes), 200, {
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': attachment(file_name),
    })
  })

  return routes
}

/** After a form whose own part of the page htmx would replace: the whole page is left. */
function goTo(c: PageContext, path: string): Response {
  if (c.req.header('HX-Request') !== 'true') return c.redirect(path, 303)
  return c.body(null, 200, { 'HX-Redirect': path })
}

/** The error that was thrown; anything but a refusal goes on. */
function refusalOf(error: unknown): DomainError {
  if (error instanceof Refused) return error.error
  throw error
}

/** What the person saw the template at: still that after a refusal, unless they were just told that it has changed. */
const seenRevision = (c: PageContext, { code }: DomainError): string | undefined =>
  code === 'precondition_failed' ? undefined : textOf(c.var.posted, 'if_revision')

/** How the file is to be read, as chosen in the form. */
function readingOf(c: PageContext): Reading {
  const chosen = <T extends string>(name: string, values: readonly T[]): T | undefined =>
    values.find((value) => value === textOf(c.var.posted, name))
  return {
    syntax: chosen<Syntax>('syntax', SYNTAXES),
    output: chosen<Output>('output', OUTPUTS),
    accept_losses: textOf(c.var.posted, 'accept_losses') === '1',
  }
}

async function uploaded(
  c: PageContext,
): Promise<Reading & { file_name: string; bytes: Uint8Array; refinements?: readonly Refinement[] }> {
  const [file, questions] = [fileOf(c.var.posted, 'file'), fileOf(c.var.posted, 'questions')]
  if (file === undefined)
    return unwrap(fail('invalid', 'No file was chosen. Choose the template’s file.', { field: 'file' }))
  const bytes = new Uint8Array(await file.arrayBuffer())
  return {
    file_name: file.name,
    bytes,
    ...readingOf(c),
    ...(questions === undefined ? {} : { refinements: unwrap(readQuestionsFile(await questions.text())) }),
  }
}

async function refine(app: App, c: PageContext, id: string, refinements: readonly Refinement[]): Promise<void> {
  await refineQuestions(app, { id, refinements, draft: false }, acting(app, c, { refine: id, refinements }))
}

async function frame(
  app: App,
  c: PageContext,
  template: TemplateView,
  more: Partial<TemplatePage>,
): Promise<TemplatePage> {
  const names = await app.accounts.namesOf([...new Set(template.versions.map(({ actor }) => actor))])
  return { visit: c.var.visit, template, names, ...more }
}

/** The page as it is now, with what was refused above it. */
async function withProblem(app: App, c: PageContext, id: string, error: unknown): Promise<Response> {
  const refusal = refusalOf(error)
  if (refusal.code === 'not_found') throw error
  const template = await getTemplate(app, id, c.var.visit.caller)
  return c.html(templatePage(await frame(app, c, template, { problem: refusal.message })), statusOf(refusal.code))
}

/** The form again as it was sent, with the problem; and with what is there now, where somebody else was faster. */
function refused(
  template: TemplateView,
  path: readonly string[],
  texts: QuestionTexts,
  { code, message, details }: DomainError,
  revision: string | undefined,
): EditedQuestion {
  const current = questionAt(template.questions, path)
  if (code === 'precondition_failed' && current !== undefined) return { path, texts, theirs: described(current) }
  const field =
    typeof details?.['field'] === 'string'
      ? details['field'].replace(`${path.join('.')}.`, '').replace(`${path.at(-1) ?? ''}.`, '')
      : undefined
  return { path, texts, problem: message, field, revision }
}

function described(question: Question): [string, string][] {
  const texts = textsOfQuestion(question)
  const all: [string, string][] = [
    ['Label', texts.label],
    ['Kind', ANSWER_KINDS[texts.kind].name],
    ['Required', texts.required ? 'yes' : 'no'],
    ['Help', texts.help],
    ['Choices', texts.choices.replaceAll('\n', ', ')],
    ['Default', texts.default],
  ]
  return all.filter(([, value]) => value !== '')
}
