/** What is a placeholder, and what the picture in its place takes over from it. */
import { describe, expect, test } from 'vitest'
import type { Image } from '../../../../../src/domain/template/render-data.ts'
import { renderDocument } from '../../../../../src/rendering/render.ts'
import { exif, jpeg, png, JFIF } from '../../../support/pictures.ts'
import { compiled, p } from '../../../support/word.ts'
import { unzip } from '../../../support/zip.ts'
import { filled, inline, LINK, pic, pictureFile, run, twins, vml } from './given.ts'

const asked = async (body: string) => (await compiled(pictureFile(body))).outline
const PHOTO = [{ type: 'variable', name: 'photo', place: 'image' }]

describe('a photo that the camera noted as turned', () => {
  /** Mirrored first, then turned clockwise. */
  const TURNS: readonly (readonly [number, string])[] = [
    [1, ''],
    [2, ' flipH="1"'],
    [3, ' rot="10800000"'],
    [4, ' rot="10800000" flipH="1"'],
    [5, ' rot="16200000" flipH="1"'],
    [6, ' rot="5400000"'],
    [7, ' rot="5400000" flipH="1"'],
    [8, ' rot="16200000"'],
  ]

  test.each(TURNS)('stands upright in the box: orientation %d', async (orientation, turn) => {
    const { body, document } = await filled(`<w:p>${run(inline())}</w:p>`, {
      photo: jpeg(40, 10, [JFIF, exif(orientation)]),
    })
    // 40 × 10 fills the width of 2000 × 1000; 10 × 40 its height, and its pixels lie across.
    const size = orientation < 5 ? 'cx="2000" cy="500"' : 'cx="1000" cy="250"'
    expect(body).toContain(`<wp:extent ${size}/>`)
    expect(body).toContain(`<a:xfrm${turn}><a:off x="0" y="0"/><a:ext ${size}/></a:xfrm>`)
    const file = [...unzip(document.bytes)].find(([name]) => name.startsWith('word/media/docgen'))?.[1]
    expect(file).toEqual(Buffer.from(jpeg(40, 10).image))
  })

  test('in a line of text', async () => {
    const { body } = await filled(p('a {{photo}} b'), { photo: jpeg(40, 10, [exif(6)]) })
    expect(body).toContain('<wp:extent cx="381000" cy="95250"/>')
    expect(body).toContain('<a:xfrm rot="5400000"><a:off x="0" y="0"/><a:ext cx="381000" cy="95250"/></a:xfrm>')
  })

  // The pixels are set upright, then turned as the author turned the placeholder.
  test.each([
    [6, ' rot="600000"', ' rot="6000000"'],
    [6, ' flipH="1"', ' rot="16200000" flipH="1"'],
    [6, ' flipV="1"', ' rot="5400000" flipH="1"'],
    [6, ' rot="16200000"', ''],
    [2, ' flipH="true"', ''],
    [7, ' rot="5400000" flipH="1"', ''],
    [1, ' rot="600000" flipV="1"', ' rot="600000" flipV="1"'],
  ])('%d in a placeholder with%s', async (orientation, own, turn) => {
    const xfrm = `<a:xfrm${own}><a:off x="0" y="0"/><a:ext cx="2000" cy="1000"/></a:xfrm>`
    const { body } = await filled(`<w:p>${run(inline({ xfrm }))}</w:p>`, { photo: jpeg(40, 10, [exif(orientation)]) })
    expect(body).toContain(`<a:xfrm${turn}><a:off`)
  })

  test('begins where a floating placeholder begins', async () => {
    const anchor = inline({
      before:
        '<wp:positionH relativeFrom="column"><wp:posOffset>5000</wp:posOffset></wp:positionH>' +
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>-300</wp:posOffset></wp:positionV>',
    }).replaceAll('wp:inline', 'wp:anchor')
    const { body } = await filled(`<w:p>${run(anchor)}</w:p>`, { photo: jpeg(40, 10, [exif(8)]) })
    // Upright it is 250 × 1000, its pixels 1000 × 250: turned about the middle, the left edge is 375 further right.
    expect(body).toContain('<wp:posOffset>4625</wp:posOffset>')
    expect(body).toContain('<wp:posOffset>75</wp:posOffset>')
    const upright = await filled(`<w:p>${run(anchor)}</w:p>`, { photo: jpeg(40, 10) })
    expect(upright.body).toContain('<wp:posOffset>5000</wp:posOffset>')
  })

  test('in a placeholder without a transform, and in VML', async () => {
    const { body } = await filled(`<w:p>${run(inline({ xfrm: '<a:prstGeom prst="rect"/>' }))}${run(vml())}</w:p>`, {
      photo: jpeg(40, 10, [exif(6)]),
    })
    expect(body).toMatch(
      /<pic:spPr><a:xfrm xmlns:a="[^"]*" rot="5400000"><a:off x="0" y="0"\/><a:ext cx="1000" cy="250"\/><\/a:xfrm><a:prst/,
    )
    expect(body).toContain('style="width:100pt;height:25pt;rotation:90"')
  })
})

describe('a placeholder', () => {
  test('in both alternatives of a drawing is filled twice and asked for once', async () => {
    const body = `<w:p>${run(twins(inline(), vml()))}</w:p>`
    expect(await asked(body)).toEqual(PHOTO)
    const made = await filled(body, { photo: png(10, 10) })
    const ids = [...made.body.matchAll(/r:(?:embed|id)="([^"]*)"/g)].map((match) => match[1])
    expect(ids).toHaveLength(2)
    expect(ids[0]).toBe(ids[1])
    expect(made.body).toContain('alt="photo" style="width:100pt;height:100pt"')
    expect(made.body).toContain('descr="photo"')
  })

  test.each([
    ['VML', run(vml())],
    ['VML in inches', run(vml('{{photo}}', 'position:absolute;width:2in;height:1in'))],
    ['a fill of VML', run(vml().replace('v:imagedata', 'v:fill type="frame"'))],
    ['a linked picture', run(inline({ blip: '<a:blip r:link="rId7"/>' }))],
    ['a shape filled with it', run(inline().replaceAll('pic:', 'wps:').replaceAll('wps:pic', 'wps:wsp'))],
    ['described inside only', run(inline({ descr: 'A flat' }).replace('name="p"', 'name="p" descr="{{photo}}"'))],
    ['words beside the tag', run(inline({ descr: 'Photo of the flat {{photo}}' }))],
    ['named by its title', run(inline({ descr: 'A flat', more: ' title="{{photo}}"' }))],
  ])('is %s', async (_, xml) => {
    const body = `<w:p>${xml}</w:p>`
    expect(await asked(body)).toEqual(PHOTO)
    const made = await filled(body, { photo: png(10, 10) })
    expect(made.body).toMatch(/r:(?:embed|id)="rIdDocgen1"/)
    expect(made.body).not.toContain('rId7')
    expect(made.body).not.toContain('{{')
  })

  test('keeps the words of its description', async () => {
    const body = `<w:p>${run(inline({ descr: 'The flat {{photo}}' }))}</w:p>`
    expect((await filled(body, { photo: png(1, 1) })).body).toContain('descr="The flat "')
    expect((await filled(body, { photo: 'by day' })).body).toContain('descr="The flat by day"')
  })

  test.each([
    ['by the author’s label', '{{photo}}', 'View of the flat 1|View of the flat 2', 'View of the flat'],
    ['by words beside its tag', 'The flat {{photo}}', 'The flat 1|The flat 2', 'The flat '],
  ])('in a list is described %s and the number of its item', async (_, descr, described, alone) => {
    const body = `${p('{{#views}}')}<w:p>${run(inline({ descr }))}</w:p>${p('{{/views}}')}`
    const view = (side: number) => ({ photo: { ...png(side, 1), label: 'View of the flat' } })
    const alternatives = async (views: readonly { photo: Image }[]): Promise<string> =>
      [...(await filled(body, { views })).body.matchAll(/descr="([^"]*)"/g)].map((match) => match[1]).join('|')
    expect(await alternatives([view(1), view(2)])).toBe(described)
    // One item needs no number.
    expect(await alternatives([view(1)])).toBe(alone)
  })

  test('of a list of pictures, and one in a section of its own, has the label, too', async () => {
    const body = (name: string, id: number) =>
      `${p(`{{#${name}}}`)}<w:p>${run(inline({ descr: '{{.}}', id }))}</w:p>${p(`{{/${name}}}`)}`
    const scan = { ...png(1, 1), label: 'Scan <of> "both"' }
    const { body: made } = await filled(body('scans', 1) + body('scan', 2), {
      scans: [{ '.': scan }, { '.': scan }],
      scan,
    })
    const words = 'Scan &lt;of&gt; &quot;both&quot;'
    expect([...made.matchAll(/descr="([^"]*)"/g)].map((match) => match[1])).toEqual([`${words} 1`, `${words} 2`, words])
  })

  test('is described anew for each item by the other tags beside its own', async () => {
    const body = `${p('{{#rooms}}')}<w:p>${run(inline({ descr: '{{photo}} {{name}} &amp; {{size}} m²' }))}</w:p>${p('{{/rooms}}')}`
    expect(await asked(body)).toMatchObject([{ children: [...PHOTO, { name: 'name' }, { name: 'size' }] }])
    const rooms = [
      { photo: png(1, 1), name: 'Bath', size: '5' },
      { photo: png(1, 1), name: '<Hall>', size: '9' },
    ]
    const made = await filled(body, { rooms })
    expect([...made.body.matchAll(/descr="([^"]*)"/g)].map((match) => match[1])).toEqual([
      '1 Bath &amp; 5 m²',
      '2 &lt;Hall&gt; &amp; 9 m²',
    ])
  })

  test('is each picture of a group that has a variable', async () => {
    const one = (name: string) => pic({}, ` descr="{{${name}}}"`)
    const group = inline({ descr: 'Two photos' }).replace(
      /<pic:pic>.*<\/pic:pic>/,
      () => `<wpg:wgp>${one('left photo')}${one('b')}</wpg:wgp>`,
    )
    const body = `<w:p>${run(group)}</w:p>`
    expect(await asked(body)).toEqual([
      { type: 'variable', name: 'left photo', place: 'image' },
      { type: 'variable', name: 'b', place: 'image' },
    ])
    const made = await filled(body, { 'left photo': png(10, 10), b: png(20, 10) })
    expect(made.body).toContain('<wp:extent cx="2000" cy="1000"/>')
    expect([...made.body.matchAll(/<a:ext cx="(\d+)" cy="(\d+)"/g)].map((match) => match.slice(1))).toEqual([
      ['1000', '1000'],
      ['2000', '1000'],
    ])
  })

  test('of which the title asks for something else asks for both', async () => {
    const body = `<w:p>${run(inline({ more: ' title="{{caption}}"' }))}</w:p>`
    expect(await asked(body)).toEqual([...PHOTO, { type: 'variable', name: 'caption' }])
    expect((await filled(body, { photo: png(1, 1), caption: 'By day' })).body).toContain('title="By day"')
  })

  test('of which the picture inside has another description asks for that as a text', async () => {
    const body = `<w:p>${run(inline().replace('name="p"', 'name="p" descr="{{other}}"'))}</w:p>`
    expect(await asked(body)).toEqual([...PHOTO, { type: 'variable', name: 'other' }])
    const made = await filled(body, { photo: jpeg(8, 8, [exif(6)]), other: 'x' })
    expect(made.body.match(/rot="5400000"/g)).toHaveLength(1)
  })

  test('is not a picture of something, an object, or several pictures at once', async () => {
    for (const xml of [
      inline({ descr: 'Letter of {{client}}' }),
      vml().replaceAll('w:pict', 'w:object'),
      inline().replace('</a:graphicData>', () => `${pic()}</a:graphicData>`),
    ]) {
      const [variable] = await asked(`<w:p>${run(xml)}</w:p>`)
      expect(variable).not.toHaveProperty('place')
    }
  })

  test('that is none takes the description of a picture all the same', async () => {
    const several = inline().replace('</a:graphicData>', () => `${pic()}</a:graphicData>`)
    const body = `<w:p>${run(several)}${run(inline({ id: 2 }))}</w:p>`
    expect((await filled(body, { photo: png(1, 1) })).body.match(/descr="photo"/g)).toHaveLength(2)
  })
})

describe('of the picture in the template nothing is left', () => {
  const SVG =
    '<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip xmlns:asvg="u" r:embed="rId8"/></a:ext></a:extLst>'
  const LINKS = `${LINK}<Relationship Id="rId8" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/a.svg"/>`

  test.each([
    ['its crop', { fill: '<a:srcRect l="25000" b="10"/><a:stretch><a:fillRect/></a:stretch>' }, 'srcRect'],
    ['its offset in a shape', { fill: '<a:stretch><a:fillRect l="-5000" r="-5000"/></a:stretch>' }, '-5000'],
    ['its tiles', { fill: '<a:tile tx="0" ty="0"/>' }, 'a:tile'],
    ['its vector form', { blip: `<a:blip r:embed="rId7">${SVG}</a:blip>` }, 'svgBlip'],
    ['its link', { blip: '<a:blip r:embed="rId7" r:link="rId8"/>' }, 'r:link'],
    [
      'its size in percent of the page',
      { after: '<wp14:sizeRelH xmlns:wp14="u"><wp14:pctWidth>50000</wp14:pctWidth></wp14:sizeRelH>' },
      'sizeRel',
    ],
  ])('%s', async (_, input, left) => {
    const body = `<w:p>${run(inline(input))}</w:p>`
    const made = await filled(body, { photo: png(10, 10) }, LINKS)
    expect(made.body).not.toContain(left)
    expect(made.body).toContain('<a:stretch><a:fillRect/></a:stretch>')
    expect(made.media).toEqual([expect.stringContaining('word/media/docgen')])
    expect(made.links).not.toContain('rId7')
    // A text leaves all as it is.
    const kept = await filled(body, { photo: 'words' }, LINKS)
    expect(kept.body).toContain(left)
    expect(kept.media).toEqual(['word/media/a.png'])
    expect(kept.links).toContain('rId7')
  })

  test('in VML neither', async () => {
    const body = `<w:p>${run(vml('{{photo}}', 'width:20pt;height:20pt', ' cropleft="100f" o:href="x" xmlns:o="u"'))}</w:p>`
    const made = await filled(body, { photo: png(10, 10) })
    expect(made.body).not.toMatch(/crop|href/)
  })

  test('its file stays where anything else shows it', async () => {
    const body = `<w:p>${run(inline())}${run(inline({ id: 2, descr: 'Logo' }))}</w:p>`
    const made = await filled(body, { photo: png(10, 10) })
    expect(made.media).toContain('word/media/a.png')
    expect(made.links).toContain('rId7')
    const other = `${LINK}${LINK.replace('rId7', 'rId9')}`
    const twice = await filled(
      `<w:p>${run(inline())}${run(inline({ id: 2, descr: 'x' }).replace('rId7', 'rId9'))}</w:p>`,
      { photo: png(10, 10) },
      other,
    )
    expect(twice.media).toContain('word/media/a.png')
    expect(twice.links).not.toContain('rId7')
    expect(twice.links).toContain('rId9')
  })
})

test('a broken picture that got in before is refused by the renderer', async () => {
  const { image } = jpeg(40, 10)
  const template = await compiled(pictureFile(`<w:p>${run(inline())}</w:p>`))
  expect(renderDocument(template, { photo: { image: image.subarray(0, -5), media_type: 'image/jpeg' } })).toMatchObject(
    { ok: false, error: { code: 'unprocessable', details: { variable: 'photo', reason: 'picture' } } },
  )
})
