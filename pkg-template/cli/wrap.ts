// Text in lines of at most `width` columns, broken between words.

/** Wraps each line of a text; lines after the first of a paragraph begin with `indent`. A longer word keeps its own line. */
export function wrap(text: string, width: number, indent = ''): string {
  return text
    .split('\n')
    .map((line) => wrapLine(line, width, indent))
    .join('\n')
}

function wrapLine(line: string, width: number, indent: string): string {
  if (visibleLength(line) <= width) return line
  const [lead = ''] = /^\s*/.exec(line) ?? []
  const lines: string[] = []
  let current = lead
  for (const word of line.slice(lead.length).split(/ +/)) {
    const isFirst = current === lead || current === indent
    const longer = isFirst ? current + word : `${current} ${word}`
    if (visibleLength(longer) <= width || isFirst) current = longer
    else {
      lines.push(current)
      current = indent + word
    }
  }
  return [...lines, current].join('\n')
}

/** Without the codes of colors. */
const visibleLength = (text: string) => text.replace(/\u001b\[[\d;]*m/g, '').length
