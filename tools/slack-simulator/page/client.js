/* The page's script: shows what the server renders, sends what the person does, and reloads after a change. */
const state = Object.fromEntries(new URLSearchParams(location.search))
const $ = (id) => document.getElementById(id)
const on = (type, listener) =>
  document.addEventListener(type, (event) => {
    listener(event)?.catch((error) => say(String(error)))
  })
let modalKey = ''
let drawing = Promise.resolve()

const say = (text) => {
  $('toast').textContent = text
  $('toast').hidden = false
  clearTimeout(say.timer)
  say.timer = setTimeout(() => {
    $('toast').hidden = true
  }, 6000)
}

/** Draws; a list that was at its end stays there. */
const put = (element, markup) => {
  if (element.dataset.markup === String(markup.length) && element.lastMarkup === markup) return
  const list = element.querySelector('.messages')
  const atEnd = !list || list.scrollHeight - list.scrollTop - list.clientHeight < 60
  const top = list?.scrollTop ?? 0
  element.innerHTML = markup
  element.lastMarkup = markup
  const next = element.querySelector('.messages')
  if (next) next.scrollTop = atEnd ? next.scrollHeight : top
}

const drawNow = async () => {
  const view = await (await fetch(`/page/view?${new URLSearchParams(state)}`)).json()
  Object.assign(state, {
    workspace: view.workspace,
    person: view.person,
    channel: view.channel,
    thread: view.thread,
    tab: view.tab,
  })
  history.replaceState(null, '', `?${new URLSearchParams(state)}`)
  put($('places'), view.sidebar)
  put($('conversation'), view.conversation)
  put($('thread'), view.thread_html)
  $('thread-pane').hidden = view.thread_html === ''
  $('composer').hidden = view.tab === 'home'
  if (view.modal_key !== modalKey) {
    modalKey = view.modal_key
    $('overlay').innerHTML = view.modal
    $('overlay').hidden = view.modal === ''
    $('overlay').querySelector('input, textarea, select')?.focus()
  }
  await lookAtFaults()
}

/** The panel of faults, drawn anew but where somebody is at it. */
const drawFaults = ({ html, on, error }) => {
  $('open-faults').classList.toggle('on', on > 0)
  $('open-faults').textContent = on > 0 ? `Faults: ${on} on` : 'Faults…'
  if (error) say(error)
  const at = document.activeElement
  const busy = $('faults').contains(at) && at.matches('input:not([type="checkbox"])')
  if (!$('faults').hidden && !busy) put($('faults'), html)
}
const lookAtFaults = async () => drawFaults(await (await fetch('/page/faults')).json())
const setFault = async (form, button) => {
  const sent = Object.fromEntries(new FormData(form, button))
  const answer = await fetch('/page/faults', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(sent),
  })
  drawFaults(await answer.json())
}

/** One drawing after the other. */
const draw = () => (drawing = drawing.then(drawNow, drawNow))

const act = async (what) => {
  const body = { workspace: state.workspace, person: state.person, channel: state.channel, ...what }
  const answer = await (
    await fetch('/page/act', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  ).json()
  if (!answer.ok) say(answer.error)
  await draw()
  return answer
}

const where = (element) => ({
  on: element.closest('[data-on]')?.dataset.on,
  action: element.closest('[data-action]').dataset.action,
  block: element.closest('[data-action]').dataset.block,
})

const base64 = async (file) => {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return { name: file.name, base64: btoa(text) }
}

/** What an element holds, as the driver takes it; `null` when it is empty. */
const entryOf = async (element) => {
  const type = element.dataset.type
  if (type === 'radio_buttons' || type === 'checkboxes') {
    const chosen = [...element.querySelectorAll('input:checked')].map((each) => each.value)
    return type === 'checkboxes' ? chosen : (chosen[0] ?? null)
  }
  if (element.type === 'file') return element.files[0] ? base64(element.files[0]) : null
  if (element.multiple) return [...element.selectedOptions].map((each) => each.value)
  if (type === 'datetimepicker') return element.value ? Math.floor(Date.parse(element.value) / 1000) : null
  return element.value === '' ? null : element.value
}

/** A link to a message or a conversation opens it here. */
const follow = (href) => {
  const url = new URL(href)
  if (url.hostname === 'slack.com' && url.pathname === '/app_redirect') {
    Object.assign(state, { channel: url.searchParams.get('channel') ?? '', thread: '', tab: 'messages' })
    return true
  }
  const [, channel, seconds, micros] = /\/archives\/(\w+)\/p(\d{10})(\d{6})/.exec(href) ?? []
  if (!channel) return false
  const thread = url.searchParams.get('thread_ts') ?? `${seconds}.${micros}`
  Object.assign(state, { channel, thread, tab: 'messages' })
  return true
}

on('click', (event) => {
  const link = event.target.closest('a[href^="https:"]')
  if (!link || !follow(link.href)) return undefined
  event.preventDefault()
  return draw()
})

on('click', async (event) => {
  const target = event.target.closest(
    '[data-channel], [data-tab], [data-thread], [data-close], [data-edit], [data-delete], [data-shortcut], ' +
      'button[data-action], #attach',
  )
  if (!target) return
  const data = target.dataset
  if (target.id === 'attach') return $('file').click()
  if (data.channel !== undefined) {
    event.preventDefault()
    Object.assign(state, { channel: data.channel, thread: '', tab: 'messages' })
    return draw()
  }
  if (data.tab !== undefined) {
    event.preventDefault()
    state.tab = data.tab
    if (data.tab === 'home') await act({ act: 'open_home' })
    return draw()
  }
  if (data.thread !== undefined) {
    event.preventDefault()
    state.thread = data.thread
    return draw()
  }
  if (data.close !== undefined) return act({ act: 'close', all: data.close === 'all' })
  const place = target.closest('[data-on]')?.dataset.on
  if (data.edit !== undefined) {
    const text = prompt('Edit your message', data.edit)
    return text === null ? undefined : act({ act: 'edit', on: place, text })
  }
  if (data.delete !== undefined) return confirm('Delete this message?') ? act({ act: 'delete', on: place }) : undefined
  if (data.shortcut !== undefined) return act({ act: 'shortcut', text: data.shortcut, ...(place && { on: place }) })
  if (data.confirm && !confirm(data.confirm)) return
  if (data.url) window.open(data.url, '_blank', 'noreferrer')
  target.disabled = true
  await act({ act: 'click', ...where(target) })
  target.disabled = false
})

on('click', async (event) => {
  if (event.target.id === 'open-faults') $('faults').hidden = !$('faults').hidden
  else if (event.target.closest('[data-faults-close]')) $('faults').hidden = true
  else return
  await lookAtFaults()
})

on('change', async (event) => {
  const target = event.target
  const set = target.closest('[data-faults]:not(.next)')
  if (set) return setFault(set)
  if (target.dataset.switch) {
    Object.assign(state, { [target.dataset.switch]: target.value, channel: '', thread: '' })
    modalKey = 'anew'
    return draw()
  }
  if (target.id === 'file') {
    if (target.files[0]) await act({ act: 'drop', thread: state.thread, entry: await base64(target.files[0]) })
    target.value = ''
    return
  }
  const element = target.closest('[data-action]')
  if (element) await act({ act: 'choose', ...where(element), entry: await entryOf(element) })
})

on('input', async (event) => {
  const input = event.target
  const list = input.list
  if (!list || !input.value || [...list.options].some((option) => option.value === input.value)) return
  const answer = await act({ act: 'search', ...where(input), text: input.value })
  if (!answer.options) return
  list.replaceChildren(...answer.options.map((value) => Object.assign(document.createElement('option'), { value })))
})

on('submit', async (event) => {
  event.preventDefault()
  const form = event.target
  if (form.matches('[data-faults]')) return setFault(form, event.submitter)
  if (form.classList.contains('modal')) {
    const last = document.activeElement?.closest('[data-action]')
    if (last && form.contains(last)) await act({ act: 'choose', ...where(last), entry: await entryOf(last) })
    return act({ act: 'submit' })
  }
  const text = form.elements.text.value.trim()
  if (!text) return
  form.elements.text.value = ''
  const thread = form.id === 'thread-composer' ? state.thread : ''
  await act({ act: text.startsWith('/') ? 'command' : 'say', text, thread })
})

on('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && event.target.closest('#composer, #thread-composer')) {
    event.preventDefault()
    event.target.form.requestSubmit()
  }
  if (event.key === 'Escape' && !$('overlay').hidden) void act({ act: 'close' })
})

on('dragover', (event) => event.preventDefault())
on('drop', async (event) => {
  event.preventDefault()
  const [file] = event.dataTransfer.files
  if (file)
    await act({
      act: 'drop',
      thread: event.target.closest('#thread-pane') ? state.thread : '',
      entry: await base64(file),
    })
})

// A page that is opened anew has lost what only its person saw, as Slack has.
await drawNow()
await act({ act: 'reload' })
new EventSource('/page/changes').addEventListener('message', () => void draw())
