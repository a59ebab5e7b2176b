/** Bodies that cost more than they say. */
import { json, MB, request, type Attack } from './attack.ts'
import { BOUNDARY } from './client.ts'

/** As a browser sends it with a form of our own. */
const OWN_PAGE = { 'sec-fetch-site': 'same-origin' }
const emptyParts = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n`

export const BODIES: readonly Attack[] = [
  request('sign-in: 5 MB of fields', async () => [
    '/sign-in',
    { type: 'application/x-www-form-urlencoded', headers: OWN_PAGE, body: 'a=&'.repeat((5 * MB) / 3) },
  ]),
  request('sign-in: 27 MB of empty parts', async () => [
    '/sign-in',
    {
      type: `multipart/form-data; boundary=${BOUNDARY}`,
      headers: OWN_PAGE,
      body: emptyParts.repeat((27 * MB) / emptyParts.length),
    },
  ]),
  request('no key: 15 MB of JSON', async () => ['/api/v1/generations', { body: json({ a: 'x'.repeat(15 * MB) }) }]),
  request('JSON 12,000 deep', async ({ attacker }) => [
    '/api/v1/generations',
    { key: attacker, body: `{"template_id":"x","answers":{"a":${'['.repeat(12_000)}${']'.repeat(12_000)}}}` },
  ]),
  request('190,000 names in answers', async ({ attacker, plain_template }) => [
    '/api/v1/generations',
    {
      key: attacker,
      body: json({
        template_id: plain_template,
        answers: Object.fromEntries(Array.from({ length: 190_000 }, (_, index) => [`name_${index}`, 1])),
      }),
    },
  ]),
  request('an answer of 15 MB', async ({ attacker, plain_template }) => [
    '/api/v1/generations',
    { key: attacker, body: json({ template_id: plain_template, answers: { remark: 'é'.repeat(7 * MB) } }) },
  ]),
  request('an answer of 6 MB', async ({ attacker, plain_template }) => [
    '/api/v1/generations',
    { key: attacker, body: json({ template_id: plain_template, answers: { remark: 'é'.repeat(3 * MB) } }) },
  ]),
  request('an answer of 6 MB as a picture is sent', async ({ attacker, plain_template }) => [
    '/api/v1/generations',
    {
      key: attacker,
      body: json({
        template_id: plain_template,
        answers: { remark: { media_type: 'image/png', data: 'iVBORw0KGgo'.padEnd(6 * MB, 'A') } },
      }),
    },
  ]),
  request('2,000 headers', async ({ attacker }) => [
    '/api/v1/generations',
    { key: attacker, headers: Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`x-${index}`, '1'])) },
  ]),
]
