// What pages cannot do without script: keep what is typed while the page changes under it, tell the server the
// visitor's zone, ask before something is given up, and move the view to the question asked. Everything else is plain
// forms; htmx puts their answers in place.
'use strict'

// ---- the visitor's zone and language, for times in pages
{
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const remember = (name, value) => {
    document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=lax`
  }
  if (timeZone) remember('docgen_zone', timeZone)
  if (navigator.language) remember('docgen_locale', navigator.language)
}

for (const form of document.querySelectorAll('form[data-submit-at-once]')) form.requestSubmit()

// ---- what is typed and not yet sent, by form
const drafts = new Map()
const draftForms = () => document.querySelectorAll('form[data-draft]')
// What the page itself says, such as the revision it shows, is never older than the page.
const OF_THE_PAGE = new Set(['csrf', 'if_revision'])
const fieldsOf = (form) =>
  [...form.elements].filter(
    (field) => field.name && !OF_THE_PAGE.has(field.name) && field.type !== 'file' && field.tagName !== 'BUTTON',
  )

function keep(form) {
  drafts.set(
    form.dataset.draft,
    fieldsOf(form).map(({ name, type, value, checked }) => ({ name, type, value, checked })),
  )
}

function restore(form) {
  const draft = drafts.get(form.dataset.draft)
  if (!draft) return
  const fields = fieldsOf(form)
  draft.forEach((kept, index) => {
    const field = fields[index]
    if (!field || field.name !== kept.name) return
    if (kept.type === 'checkbox' || kept.type === 'radio') field.checked = kept.checked
    else field.value = kept.value
  })
}

document.addEventListener('input', ({ target }) => {
  if (target.dataset.picks) document.getElementById(target.dataset.picks).value = target.value
  if (target.dataset.kind !== undefined) showForKind(target)
  const form = target.form
  if (form?.dataset.draft) keep(form)
})

document.addEventListener('click', ({ target }) => {
  const discard = target.closest('[data-discard]')
  if (discard) drafts.delete(discard.dataset.discard)
})

// ---- a button that downloads what its form makes: sent plainly, so that the page stays as it is and the chosen file
// stays chosen
document.addEventListener(
  'click',
  (event) => {
    const button = event.target.closest('button[data-download]')
    if (!button) return
    event.preventDefault()
    const { form } = button
    if (!form.reportValidity()) return
    const action = form.getAttribute('action')
    form.action = button.formAction
    HTMLFormElement.prototype.submit.call(form)
    form.setAttribute('action', action)
  },
  true,
)

// ---- a link that is shown once is copied by a button
async function copyField(field, button) {
  field.select()
  try {
    await navigator.clipboard.writeText(field.value)
  } catch {
    // Pages without HTTPS have no clipboard of their own.
    if (!document.execCommand('copy')) return
  }
  button.textContent = 'Copied'
}
for (const button of document.querySelectorAll('button[data-copy]')) {
  const field = document.getElementById(button.dataset.copy)
  button.hidden = false
  button.addEventListener('click', () => void copyField(field, button))
}

// ---- asking before something is given up
document.addEventListener(
  'submit',
  (event) => {
    const question = event.target.dataset.confirm
    if (question && !window.confirm(question)) {
      event.preventDefault()
      event.stopImmediatePropagation()
    }
  },
  true,
)

// ---- only the properties that fit the kind of a question
function showForKind(select) {
  for (const part of select.form.querySelectorAll('[data-kinds]'))
    part.hidden = !part.dataset.kinds.split(' ').includes(select.value)
}
const showForKinds = () => document.querySelectorAll('select[data-kind]').forEach(showForKind)
showForKinds()

// ---- messages
const message = document.getElementById('message')
function say(text) {
  message.textContent = text
  message.hidden = text === ''
}
const LOST = 'The service cannot be reached. Nothing you typed is lost: try again in a moment.'
document.addEventListener('docgen:signed-out', () =>
  say('You are signed out. Sign in again in another window, then send this once more: what you typed is still here.'),
)
document.addEventListener('htmx:error', () => say(LOST))
document.addEventListener('htmx:response:error', ({ detail }) => {
  if (detail.ctx.response.status >= 500) say(LOST)
})

// What was done led to another page: its part of this one is not taken out of it, the browser goes there.
document.addEventListener('htmx:before:response', (event) => {
  const { raw } = event.detail.ctx.response
  if (!raw.redirected || new URL(raw.url).pathname === location.pathname) return
  event.preventDefault()
  location.assign(raw.url)
})

// An answer that has nothing for this page, such as a refusal with a page of its own: this one stays, with its words.
const hasNothing = ({ select }, [main]) =>
  select && main?.type === 'main' && main.swapSpec.style !== 'none' && main.fragment.childElementCount === 0
const wordsOf = (text) =>
  [...new DOMParser().parseFromString(text, 'text/html').querySelectorAll('main :is(h1, p):not(:has(a))')]
    .map(({ textContent }) => textContent.trim())
    .join(': ')

// ---- the live conversation
let told = -1
let sending = 0
const isRefresh = (ctx) => ctx.sourceElement?.id === 'refresh'
const isInTalk = (ctx) => ctx.sourceElement?.closest?.('#talk') !== null && !isRefresh(ctx)

// The stream tells the newest revision; it is fetched only if the page does not show it yet.
// Captured, so that it is known before the element that fetches hears of it.
document.addEventListener(
  'changed',
  ({ detail }) => {
    told = Math.max(told, Number(detail.data))
  },
  true,
)
document.addEventListener('htmx:config:request', (event) => {
  const { ctx } = event.detail
  if (!isRefresh(ctx)) return
  const talk = document.getElementById('talk')
  if (!talk || sending > 0 || told <= Number(talk.dataset.revision)) return event.preventDefault()
  const editing = document.querySelector('#talk input[name=editing]')?.form
  if (editing) ctx.request.action += `?edit=${encodeURIComponent(editing.dataset.draft)}`
})

// What we send ourselves brings the new page with it; only what is newer still is fetched after that.
document.addEventListener('htmx:before:request', ({ detail: { ctx } }) => {
  if (isInTalk(ctx)) {
    ctx.counted = true
    sending += 1
  }
})
document.addEventListener('htmx:finally:request', ({ detail: { ctx } }) => {
  if (!ctx.counted) return
  sending -= 1
  const talk = document.getElementById('talk')
  if (talk && told > Number(talk.dataset.revision)) window.htmx.trigger('#live', 'changed', { data: String(told) })
})

// Where the focus goes when what had it is gone.
let focusNext
document.addEventListener('htmx:before:swap', (event) => {
  const { ctx, tasks } = event.detail
  if (!isRefresh(ctx) && hasNothing(ctx, tasks)) {
    event.preventDefault()
    return say(wordsOf(ctx.text))
  }
  const form = ctx.sourceElement?.closest?.('form[data-draft]')
  focusNext = isRefresh(ctx)
    ? document.getElementById('now')?.contains(document.activeElement)
      ? '#now form :is(input:not([type=hidden]), textarea, select, button), #now h2[tabindex]'
      : undefined
    : `#${CSS.escape(`${form?.dataset.draft ?? ctx.sourceElement?.dataset?.discard}-edit`)}`
  if (ctx.response?.status < 500) say('')
  if (!isRefresh(ctx)) {
    if (form && ctx.response?.status < 400) drafts.delete(form.dataset.draft)
    return
  }
  // Somebody went on elsewhere: a question in which something was typed stays, with a word about it.
  const fresh = tasks[0]?.fragment
  const revision = (root) => Number(root?.querySelector('#talk')?.dataset.revision ?? -1)
  if (sending > 0 || revision(fresh) <= revision(document)) return event.preventDefault()
  const next = fresh?.querySelector('#now')
  for (const form of document.querySelectorAll('#now form[data-draft]')) {
    const known = [...(fresh?.querySelectorAll('form[data-draft]') ?? [])].some(
      ({ dataset }) => dataset.draft === form.dataset.draft,
    )
    if (!next || known || !drafts.has(form.dataset.draft)) continue
    const now = document.getElementById('now')
    const notice = now.querySelector('.elsewhere')
    if (notice) notice.hidden = false
    next.replaceWith(now)
  }
})

document.addEventListener('htmx:after:swap', ({ detail: { ctx } }) => {
  draftForms().forEach(restore)
  showForKinds()
  if (focusNext && (document.activeElement === null || document.activeElement === document.body))
    document.querySelector(focusNext)?.focus()
  const title =
    document.querySelector('#now [data-announce]')?.dataset.announce ?? document.getElementById('now')?.dataset.question
  const announce = document.getElementById('announce')
  if (announce && title && announce.textContent !== title) announce.textContent = title
  if (isRefresh(ctx)) return
  const now = document.querySelector('#talk .editing, #talk input[name=editing]') ?? document.getElementById('now')
  now?.closest('li, section, .row')?.scrollIntoView({
    block: 'nearest',
    behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth',
  })
})
