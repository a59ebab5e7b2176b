/**
 * Rendering against docxtemplater, easy-template-x, docx-templates and docx's patchDocument: template bytes and data in, document bytes out.
 * All engines take turns in one run, so that noise strikes all alike; ratios are medians over the rounds.
 * `npm run bench:render [-- FOLDER]`: a folder's .docx files are rendered by this engine alone, with sample values.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { deflateRawSync } from 'node:zlib'
import { PatchType, TextRun, patchDocument } from 'docx'
import { createReport } from 'docx-templates'
import Docxtemplater from 'docxtemplater'
import { TemplateHandler } from 'easy-template-x'
import { Eta } from 'eta'
import PizZip from 'pizzip'
import type { OutlineNode } from '../src/domain/outline.ts'
import type { RenderContext, RenderValue } from '../src/domain/render-data.ts'
import { type CompiledTemplate, decodeCompiled, encodeCompiled } from '../src/rendering/compiled-template.ts'
import { compileTemplate } from '../src/rendering/compile.ts'
import { renderDocument } from '../src/rendering/render.ts'
import { unzip } from '../test/rendering/support/zip.ts'
import { type BenchTemplate, type Data, TEMPLATES, commands, mustache } from './render-templates.ts'

type Engine = (file: Buffer, data: Data, template: BenchTemplate) => Promise<Uint8Array>

const easy = new TemplateHandler({ delimiters: { tagStart: '{{', tagEnd: '}}' } })
const PEERS: Readonly<Record<string, Engine>> = {
  docxtemplater: async (file, data) => {
    const document = new Docxtemplater(new PizZip(file), { delimiters: { start: '{{', end: '}}' }, paragraphLoop: true, linebreaks: true })
    document.render(data)
    return document.toBuffer()
  },
  'easy-template-x': async (file, data) => easy.process(file, data),
  'docx-templates': async (_file, data, template) =>
    createReport({ template: commandFile(template), data, cmdDelimiter: ['{{', '}}'], noSandbox: true, processLineBreaks: true }),
  'docx patchDocument': async (file, data) => patchDocument({
    data: file, outputType: 'nodebuffer',
    patches: Object.fromEntries(Object.entries(data).map(([name, value]) => [name, { type: PatchType.PARAGRAPH, children: [new TextRun(value as string)] }])),
  }),
}

const commandFiles = new Map<string, Buffer>()
function commandFile(template: BenchTemplate): Buffer {
  const known = commandFiles.get(template.name) ?? template.build(commands)
  commandFiles.set(template.name, known)
  return known
}

const unwrap = <T>(result: { ok: true; value: T } | { ok: false; error: { message: string } }): T => {
  if (result.ok) return result.value
  throw new Error(result.error.message)
}
const render = (template: CompiledTemplate, data: Data): Uint8Array => unwrap(renderDocument(template, data)).bytes

/** Processor time of this process in ms: what other programs on the machine do matters less than with the clock on the wall. */
const spent = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Milliseconds of one call, over as many calls as take about `least` ms. */
function time(call: () => unknown, least: number): number {
  let calls = 0
  const start = spent()
  let elapsed = 0
  do {
    for (let batch = 0; batch < (least > 1 ? 8 : 1); batch++) call()
    calls += least > 1 ? 8 : 1
    elapsed = spent() - start
  } while (elapsed < least)
  return elapsed / calls
}

async function timeAsync(call: () => Promise<unknown>, least: number): Promise<number> {
  let calls = 0
  const start = spent()
  let elapsed = 0
  do {
    await call()
    calls += 1
    elapsed = spent() - start
  } while (elapsed < least)
  return elapsed / calls
}

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
const show = (number: number): string => (number >= 100 ? number.toFixed(0) : number >= 1 ? number.toFixed(1) : number.toPrecision(2))

/** What a document lost: tags left in it or values not in it. */
function faults(bytes: Uint8Array, data: Data): string {
  const text = [...unzipLoosely(bytes)].map(each => each.replace(/<[^>]*>/g, '')).join('\n')
  if (text.includes('{{')) return 'left tags'
  const wanted = Object.values(data).flatMap(value => (typeof value === 'string' ? [value] : Array.isArray(value) ? value.map(each => each['desc'] ?? '') : []))
  return wanted.every(each => text.includes(each)) ? '' : 'lost values'
}

function* unzipLoosely(bytes: Uint8Array): Generator<string> {
  const zip = new PizZip(bytes)
  for (const name of Object.keys(zip.files)) if (/^word\/[^/]*\.xml$/.test(name)) yield zip.file(name)?.asText() ?? ''
}

/** The size of a document with every entry deflated at level 6. */
const deflatedSize = (bytes: Uint8Array): number => [...unzip(bytes)].reduce((size, [name, data]) => size + 76 + 2 * name.length + Math.min(data.length, deflateRawSync(data).length), 22)

async function benchTemplate(template: BenchTemplate): Promise<void> {
  const file = template.build(mustache)
  const { data } = template
  const compiled = unwrap(await compileTemplate(file, 'docx'))
  const stored = encodeCompiled(compiled)
  const made = render(compiled, data)
  const ours = {
    compiled: () => render(compiled, data),
    'compiled, with hashes': () => unwrap(renderDocument(compiled, data)).parts,
  }
  const once: Engine = async bytes => render(unwrap(await compileTemplate(bytes, 'docx', 'once')), data)
  const peers = Object.entries(PEERS).filter(([name]) => !template.sections || name !== 'docx patchDocument')
  const rounds = template.name.startsWith('200') || template.name.includes('1000') ? 5 : 11
  const times = new Map<string, number[]>()
  const note = (name: string, value: number): void => { times.set(name, [...(times.get(name) ?? []), value]) }
  const problems = new Map<string, string>([['compiled', faults(made, data)]])
  for (const [name, engine] of peers) {
    const slow = await timeAsync(async () => { problems.set(name, faults(await engine(file, data, template), data)) }, 0)
    if (slow < 2_000) for (let warm = 0; warm < 3; warm++) await engine(file, data, template)
  }
  for (let warm = 0; warm < 30; warm++) {
    await once(file, data, template)
    for (const call of Object.values(ours)) call()
  }
  for (let round = 0; round < rounds; round++) {
    for (const [name, call] of Object.entries(ours)) note(name, time(call, 20))
    note('compile + render', await timeAsync(() => once(file, data, template), 20))
    note('load compiled bytes', time(() => decodeCompiled(stored), 5))
    for (const [name, engine] of peers) {
      if (round > 1 && median(times.get(name) ?? [0]) > 3_000) continue
      note(name, await timeAsync(() => engine(file, data, template), 0))
    }
  }
  const sound = peers.filter(([name]) => problems.get(name) === '')
  const best = sound.map(([name]) => ({ name, ms: median(times.get(name) ?? []) })).sort((a, b) => a.ms - b.ms)[0]
  const ratio = (name: string): number => {
    const own = times.get(name) ?? []
    const peer = times.get(best?.name ?? '') ?? []
    return median(own.map((ms, index) => (peer[Math.min(index, peer.length - 1)] ?? Number.NaN) / ms))
  }
  console.log(`\n${template.name} (${(file.length / 1024).toFixed(0)} KB; ${compiled.body.kind === 'docx' ? compiled.body.parts.map(each => each.strategy).join(', ') : ''}; best peer ${best?.name ?? 'none'})`)
  for (const [name, all] of times) {
    const own = name in ours || name === 'compile + render'
    const problem = problems.get(name)
    console.log(`  ${name.padEnd(24)} ${show(median(all)).padStart(8)} ms${own ? `  ${show(ratio(name)).padStart(6)} ×` : ''}${problem === undefined || problem === '' ? '' : `  (${problem})`}`)
  }
  console.log(`  size ${(made.length / deflatedSize(made)).toFixed(2)} × deflate 6; compiled form ${(stored.length / 1024).toFixed(0)} KB`)
}

/** Text templates against eta, whose output is encoded too. */
async function benchText(kilobytes: number): Promise<void> {
  const line = 'Dear {{name}}, this is the text of line {{line}} in a letter that goes on for a while and says nothing much.\n'
  const source = line.repeat(Math.ceil(kilobytes * 1024 / line.length))
  const eta = new Eta({ autoEscape: false })
  const template = eta.compile(source.replace(/\{\{(\w+)\}\}/g, '<%= it.$1 %>'))
  const compiled = unwrap(await compileTemplate(Buffer.from(source), 'text'))
  const data = { name: 'Ada Lovelace', line: '12' }
  const call = (): unknown => render(compiled, data)
  const peer = (): unknown => Buffer.from(eta.render(template, data))
  const own: number[] = []
  const theirs: number[] = []
  for (let warm = 0; warm < 200; warm++) {
    call()
    peer()
  }
  for (let round = 0; round < 15; round++) {
    own.push(time(call, 20))
    theirs.push(time(peer, 20))
  }
  console.log(`  ${kilobytes} KB: ${show(median(own) * 1000)} µs, eta ${show(median(theirs) * 1000)} µs, ${show(median(own.map((ms, index) => ms / (theirs[index] ?? 1))))} × its time`)
}

/** Time for n and for ten times as much: 10 means linear. */
async function benchGrowth(): Promise<void> {
  const variables = async (count: number): Promise<number> => {
    const { docxOf } = await import('./render-growth.ts')
    const file = docxOf(count)
    const data = Object.fromEntries(Array.from({ length: count }, (_, index) => [`v${index}`, 'x']))
    return median(await Promise.all([1, 2, 3].map(() => timeAsync(async () => render(unwrap(await compileTemplate(file, 'docx', 'once')), data), 0))))
  }
  const loop = TEMPLATES.find(each => each.name.includes('1000')) as BenchTemplate
  const compiled = unwrap(await compileTemplate(loop.build(mustache), 'docx'))
  const rows = (count: number): number => {
    const items = Array.from({ length: count }, (_, index) => (loop.data['items'] as Record<string, string>[])[index % 1000] as Record<string, string>)
    return median([1, 2, 3].map(() => time(() => render(compiled, { ...loop.data, items }), 0)))
  }
  const [v1, v10] = [await variables(1_000), await variables(10_000)]
  const [r10, r100] = [rows(10_000), rows(100_000)]
  console.log(`\ngrowth: 1,000 → 10,000 variables ${show(v1)} → ${show(v10)} ms; 10,000 → 100,000 rows ${show(r10)} → ${show(r100)} ms`)
}

/** Resident memory over idle while a 200-page document is rendered a hundred times, in a process of its own. */
async function memoryOf200Pages(): Promise<void> {
  const template = TEMPLATES.find(each => each.name.startsWith('200')) as BenchTemplate
  const compiled = decodeCompiled(encodeCompiled(unwrap(await compileTemplate(template.build(mustache), 'docx'))))
  globalThis.gc?.()
  const idle = process.memoryUsage.rss()
  let most = idle
  for (let count = 0; count < 100; count++) {
    render(compiled, template.data)
    most = Math.max(most, process.memoryUsage.rss())
  }
  console.log(`\nmemory over idle, 100 renders of 200 pages one after the other: ${((most - idle) / 1_048_576).toFixed(0)} MB`)
}

function sample(outline: readonly OutlineNode[], values: Record<string, RenderValue> = {}): RenderContext {
  for (const node of outline) {
    if (node.type === 'variable') values[node.name] ??= `«${node.name}»`
    else {
      const list = node.repeats && node.children.some(each => each.type === 'variable' && each.name === '.')
      values[node.name] ??= list || /^each_|^items$/.test(node.name) ? [sample(node.children), sample(node.children)] : true
      sample(node.children, values)
    }
  }
  return values
}

async function benchFolder(folder: string): Promise<void> {
  for (const name of readdirSync(folder).filter(each => each.endsWith('.docx'))) {
    const file = readFileSync(path.join(folder, name))
    const compiled = unwrap(await compileTemplate(file, 'docx'))
    const data = sample(compiled.outline) as Data
    for (let warm = 0; warm < 30; warm++) render(compiled, data)
    const ms = time(() => render(compiled, data), 100)
    const peers: string[] = []
    for (const peer of ['docxtemplater', 'easy-template-x']) {
      try {
        const engine = PEERS[peer] as Engine
        await engine(file, data, TEMPLATES[0] as BenchTemplate)
        const theirs = await timeAsync(() => engine(file, data, TEMPLATES[0] as BenchTemplate), 300)
        peers.push(`${peer} ${show(theirs)} ms (${show(theirs / ms)} ×)`)
      } catch {
        peers.push(`${peer} fails`)
      }
    }
    const made = render(compiled, data)
    console.log(`${name}: ${show(ms)} ms, ${peers.join(', ')}, size ${(made.length / deflatedSize(made)).toFixed(2)} × deflate 6`)
  }
}

const [argument] = process.argv.slice(2)
if (argument === '--memory') await memoryOf200Pages()
else if (argument !== undefined && !argument.startsWith('--')) await benchFolder(argument)
else {
  for (const template of TEMPLATES) await benchTemplate(template)
  console.log('\ntext')
  for (const kilobytes of [2, 100]) await benchText(kilobytes)
  await benchGrowth()
  spawnSync(process.execPath, ['--expose-gc', fileURLToPath(import.meta.url), '--memory'], { stdio: 'inherit' })
}
