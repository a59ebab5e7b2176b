/**
 * Rendering against docxtemplater, easy-template-x, docx-templates and docx's patchDocument: template bytes and data
 * in, document bytes out. All engines are warmed for the same time and take turns in one run, each in a process of its
 * own; ratios are medians over the rounds.
 * `npm run bench:render [-- FOLDER | --only NAME]`: the templates of the bench against their targets (or one of them),
 * or a folder's .docx files with sample values.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { deflateRawSync } from 'node:zlib'
import { Eta } from 'eta'
import PizZip from 'pizzip'
import type { OutlineNode } from '../../src/domain/questions/outline.ts'
import type { RenderContext, RenderValue } from '../../src/domain/template/render-data.ts'
import { compileTemplate } from '../../src/rendering/compile.ts'
import { decodeCompiled, encodeCompiled } from '../../src/rendering/template/compiled-template.ts'
import { unzip } from '../../test/rendering/support/zip.ts'
import { median, show, time } from '../processor-time.ts'
import { PEERS } from './engines.ts'
import { docxOf } from './growth.ts'
import { OWN, compile, render, unwrap } from './own.ts'
import { type BenchTemplate, type Data, TEMPLATES, mustache } from './templates.ts'
import { EngineProcess } from './turns.ts'

let missed = 0
/** A figure with what was asked of it. */
function against(figure: string, target: string, met: boolean): string {
  if (!met) missed += 1
  return `${figure} (${target} ${met ? '✓' : '✗'})`
}
const atLeast = (ratio: number, target: number): string => against(`${show(ratio)} ×`, `≥ ${target}`, ratio >= target)
const atMost = (figure: number, target: number, unit: string): string =>
  against(`${show(figure)} ${unit}`, `≤ ${target}`, figure <= target)

/** What a document lost: tags left in it or values not in it. */
function faults(bytes: Uint8Array, data: Data): string {
  const text = [...unzipLoosely(bytes)].map((each) => each.replace(/<[^>]*>/g, '')).join('\n')
  if (text.includes('{{')) return 'left tags'
  const wanted = Object.values(data).flatMap((value) =>
    typeof value === 'string' ? [value] : Array.isArray(value) ? value.map((each) => each['desc'] ?? '') : [],
  )
  return wanted.every((each) => text.includes(each)) ? '' : 'lost values'
}

function* unzipLoosely(bytes: Uint8Array): Generator<string> {
  const zip = new PizZip(bytes)
  for (const name of Object.keys(zip.files)) if (/^word\/[^/]*\.xml$/.test(name)) yield zip.file(name)?.asText() ?? ''
}

/** The size of a document with every entry deflated at level 6. */
const deflatedSize = (bytes: Uint8Array): number =>
  [...unzip(bytes)].reduce(
    (size, [name, data]) => size + 76 + 2 * name.length + Math.min(data.length, deflateRawSync(data).length),
    22,
  )

interface Case {
  readonly name: string
  readonly file: Buffer
  readonly data: Data
  readonly template?: BenchTemplate | undefined
}

/**
 * So long that V8 has compiled what a template makes it run; engines that are called more often would be charged with
 * more of that.
 */
const WARM = 2_000
const ROUND = 40
const ROUNDS = 11
const GROWTH_TURNS = 5
const GROWTH_MS = 400

async function benchDocument({ name, file, data, template }: Case): Promise<void> {
  const compiled = await compile(file)
  const stored = encodeCompiled(compiled)
  const made = render(compiled, data).bytes
  const problems = new Map<string, string>([['compiled', faults(made, data)]])
  for (const [peer, engine] of Object.entries(PEERS)) {
    if (peer === 'docx patchDocument' && template?.sections !== false) continue
    try {
      const bytes = await engine(file, data, template)
      problems.set(peer, template === undefined ? '' : faults(bytes, data))
    } catch {
      problems.set(peer, 'fails')
    }
  }
  const engines = new Map<string, EngineProcess>()
  for (const engine of [
    ...Object.keys(OWN),
    ...[...problems]
      .filter(([, problem]) => problem !== 'fails')
      .map(([each]) => each)
      .slice(1),
  ]) {
    engines.set(engine, await EngineProcess.start({ engine, file, data, template: template?.name }, WARM))
  }
  const times = new Map([...engines.keys()].map((each) => [each, [] as number[]]))
  for (let round = 0; round < ROUNDS; round++)
    for (const [each, engine] of engines) times.get(each)?.push(await engine.turn(ROUND))
  for (const engine of engines.values()) engine.stop()

  const sound = [...engines.keys()].filter((each) => !(each in OWN) && (problems.get(each) ?? '') === '')
  const best = sound.sort((a, b) => median(times.get(a) ?? []) - median(times.get(b) ?? []))[0] ?? ''
  const ratio = (own: string): number =>
    median((times.get(own) ?? []).map((ms, round) => (times.get(best)?.[round] ?? Number.NaN) / ms))
  const judged = (own: string): string => {
    if (own === 'compiled' && template !== undefined) return atLeast(ratio(own), template.targets.compiled)
    if (own === 'compile + render' && template !== undefined) return atLeast(ratio(own), template.targets.once)
    if (own === 'load compiled bytes')
      return name.includes('contract') ? atMost(median(times.get(own) ?? []), 1, 'ms') : ''
    return own in OWN ? `${show(ratio(own))} ×` : ''
  }
  const strategies =
    compiled.body.kind === 'docx' ? [...new Set(compiled.body.parts.map((each) => each.strategy))].join(', ') : ''
  console.log(`\n${name} (${(file.length / 1024).toFixed(0)} KB; ${strategies}; best peer ${best})`)
  for (const [each, all] of times) {
    const problem = problems.get(each) ?? ''
    console.log(
      `  ${each.padEnd(24)} ${show(median(all)).padStart(8)} ms ` +
        ` ${judged(each)}${problem === '' ? '' : `  (${problem})`}`,
    )
  }
  const growth = Math.round((made.length / deflatedSize(made)) * 100) / 100
  const limit = template?.loops === true ? 1.12 : 1.65
  const size =
    template === undefined ? show(growth) : against(`${growth.toFixed(2)} × deflate 6`, `≤ ${limit}`, growth <= limit)
  console.log(`  size ${size}; compiled form ${(stored.length / 1024).toFixed(0)} KB`)
}

/** Text templates against eta, whose output is encoded too. */
async function benchText(kilobytes: number): Promise<void> {
  const line =
    'Dear {{name}}, this is the text of line {{line}} in a letter that goes on for a while and says nothing much.\n'
  const source = line.repeat(Math.ceil((kilobytes * 1024) / line.length))
  const eta = new Eta({ autoEscape: false })
  const template = eta.compile(source.replace(/\{\{(\w+)\}\}/g, '<%= it.$1 %>'))
  const compiled = unwrap(await compileTemplate(Buffer.from(source), 'text'))
  const data = { name: 'Ada Lovelace', line: '12' }
  const call = (): unknown => render(compiled, data).bytes
  const peer = (): unknown => Buffer.from(eta.render(template, data))
  const own: number[] = []
  const theirs: number[] = []
  for (const each of [call, peer]) await time(each, WARM)
  for (let round = 0; round < ROUNDS; round++) {
    own.push(await time(call, ROUND))
    theirs.push(await time(peer, ROUND))
  }
  console.log(
    `  ${kilobytes} KB: ${show(median(own) * 1000)} µs, eta ${show(median(theirs) * 1000)} ` +
      `µs: ${atMost(median(own.map((ms, index) => ms / (theirs[index] ?? 1))), 2, '× its time')}`,
  )
}

/** Time for n and for ten times as much, in turns: 10 means linear, and caches leave room for a little more. */
async function benchGrowth(): Promise<void> {
  const variables = (count: number) => {
    const file = docxOf(count)
    const data = Object.fromEntries(Array.from({ length: count }, (_, index) => [`v${index}`, 'x']))
    return async () => render(await compile(file, 'once'), data).bytes
  }
  const loop = TEMPLATES.find((each) => each.name.includes('1000')) as BenchTemplate
  const compiled = await compile(loop.build(mustache))
  const rows = (count: number) => {
    const items = Array.from(
      { length: count },
      (_, index) => (loop.data['items'] as Record<string, string>[])[index % 1000] as Record<string, string>,
    )
    return () => render(compiled, { ...loop.data, items }).bytes
  }
  const compare = async (what: string, few: () => unknown, many: () => unknown): Promise<void> => {
    await time(few, WARM)
    const turns: { few: number; many: number }[] = []
    for (let turn = 0; turn < GROWTH_TURNS; turn++)
      turns.push({ few: await time(few, GROWTH_MS), many: await time(many, GROWTH_MS) })
    const growth = median(turns.map((each) => each.many / each.few))
    console.log(
      `  ${what}: ${show(median(turns.map((each) => each.few)))} ` +
        `→ ${show(median(turns.map((each) => each.many)))} ms, ${atMost(growth, 13, 'times as long')}`,
    )
  }
  await compare('1,000 → 10,000 variables', variables(1_000), variables(10_000))
  await compare('10,000 → 100,000 rows', rows(10_000), rows(100_000))
}

/** Resident memory over idle while a 200-page document is rendered a hundred times, in a process of its own. */
async function memoryOf200Pages(): Promise<void> {
  const template = TEMPLATES.find((each) => each.name.startsWith('200')) as BenchTemplate
  const compiled = decodeCompiled(encodeCompiled(await compile(template.build(mustache))))
  globalThis.gc?.()
  const idle = process.memoryUsage.rss()
  let most = idle
  for (let count = 0; count < 100; count++) {
    const { bytes, parts } = render(compiled, template.data)
    if (bytes.length === 0 || parts.length === 0) throw new Error('nothing was made')
    most = Math.max(most, process.memoryUsage.rss())
  }
  console.log(
    '  over idle, 100 renders of 200 pages with hashes, one after the ' +
      `other: ${atMost((most - idle) / 1_048_576, 40, 'MB')}`,
  )
  process.exitCode = missed
}

function sample(outline: readonly OutlineNode[], values: Record<string, RenderValue> = {}): RenderContext {
  for (const node of outline) {
    if (node.type === 'variable') values[node.name] ??= `«${node.name}»`
    else {
      const list = node.repeats && node.children.some((each) => each.type === 'variable' && each.name === '.')
      values[node.name] ??=
        list || /^each_|^items$/.test(node.name) ? [sample(node.children), sample(node.children)] : true
      sample(node.children, values)
    }
  }
  return values
}

async function benchFolder(folder: string): Promise<void> {
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.docx'))) {
    const file = readFileSync(path.join(folder, name))
    const result = await compileTemplate(file, 'docx')
    if (result.ok) await benchDocument({ name, file, data: sample(result.value.outline) as Data })
    else console.log(`\n${name}: ${result.error.message}`)
  }
}

const benchTemplate = (template: BenchTemplate): Promise<void> =>
  benchDocument({ name: template.name, file: template.build(mustache), data: template.data, template })
const [argument, name = ''] = process.argv.slice(2)
if (argument === '--memory') await memoryOf200Pages()
else if (argument === '--only')
  for (const template of TEMPLATES.filter((each) => each.name.includes(name))) await benchTemplate(template)
else if (argument !== undefined) await benchFolder(argument)
else {
  for (const template of TEMPLATES) await benchTemplate(template)
  console.log('\ntext')
  for (const kilobytes of [2, 100]) await benchText(kilobytes)
  console.log('\ngrowth')
  await benchGrowth()
  console.log('\nmemory')
  missed +=
    spawnSync(process.execPath, ['--expose-gc', fileURLToPath(import.meta.url), '--memory'], { stdio: 'inherit' })
      .status ?? 0
  console.log(`\n${missed === 0 ? 'all targets met' : `${missed} targets missed`}`)
}
