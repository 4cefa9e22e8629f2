// A terminal session as SVG, from a session on a page. The tests type that session into a shell, so the picture shows real output.

const COLUMNS = 96
const [CHARACTER, LINE, MARGIN, BAR] = [8.4, 20, 20, 34]
const COLORS = { prompt: '#7ee787', command: '#e6edf3', good: '#7ee787', bad: '#ff7b72', code: '#ffa657', plain: '#adbac7' }

/** @param {string} text */
const escapeXml = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/**
 * Cuts a long line at a space; the rest is indented like the line.
 * @param {string} line
 * @returns {string[]}
 */
function wrap(line) {
  if (line.length <= COLUMNS) return [line]
  const indent = line.slice(0, -line.trimStart().length)
  const cut = line.lastIndexOf(' ', COLUMNS)
  return [line.slice(0, cut), ...wrap(`${indent}  ${line.slice(cut + 1)}`)]
}

/** @param {string} line */
function colored(line) {
  const [, prompt, command] = /^(\$ )(.*)$/.exec(line) ?? []
  if (prompt) return span(COLORS.prompt, prompt) + span(COLORS.command, command)
  if (line.startsWith('✓')) return span(COLORS.good, line)
  if (line.startsWith('✗')) return span(COLORS.bad, line)
  const [, certainty, code, rest] = /^(\s*(?:proved|likely) )(\w+)(:.*)$/.exec(line) ?? []
  if (certainty) return span(COLORS.plain, certainty) + span(COLORS.code, code) + span(COLORS.plain, rest)
  return span(COLORS.plain, line)
}

/**
 * @param {string} color
 * @param {string} [text]
 */
const span = (color, text = '') => `<tspan fill="${color}">${escapeXml(text)}</tspan>`

/**
 * The session as far as the step whose command contains `last`.
 * @param {string} session
 * @param {string} last
 */
export function terminalPicture(session, last) {
  const steps = session.split(/^(?=\$ )/m)
  const shown = steps.slice(0, steps.findIndex((step) => step.split('\n', 1).join().includes(last)) + 1)
  const lines = shown.join('').trimEnd().split('\n').flatMap(wrap)
  const width = Math.ceil(COLUMNS * CHARACTER + 2 * MARGIN)
  const height = BAR + lines.length * LINE + MARGIN
  const dots = ['#ff5f57', '#febc2e', '#28c840'].map((color, index) => `<circle cx="${20 + index * 20}" cy="18" r="6" fill="${color}"/>`)
  const rows = lines.map((line, index) => `<text x="${MARGIN}" y="${BAR + 16 + index * LINE}" xml:space="preserve">${colored(line)}</text>`)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14">
<title>A terminal session</title>
<rect width="${width}" height="${height}" rx="10" fill="#1c2128"/>
${dots.join('')}
${rows.join('\n')}
</svg>
`
}
