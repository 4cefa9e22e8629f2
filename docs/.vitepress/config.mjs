// The site of `make docs`, from the Markdown files of docs/. scripts/site.mjs puts both into one folder and adds public/.
import { readFileSync } from 'node:fs'

/** As GitHub makes anchors, so that links work in both places. */
const slugify = (heading) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .replaceAll(' ', '-')

/** The groups and pages of the first page's lists. */
function sidebar() {
  const home = readFileSync(new URL('../index.md', import.meta.url), 'utf8')
  const groups = []
  for (const [, group, title, file] of home.matchAll(/^(?:\*\*(.+)\*\*|- \[(.+?)\]\((.+?)\.md\).*)$/gm)) {
    if (group) groups.push({ text: group, items: [] })
    else groups.at(-1).items.push({ text: title, link: `/${file}` })
  }
  return groups
}

/** The diagram's source, which the browser draws. */
function drawDiagrams(md) {
  const { fence } = md.renderer.rules
  md.renderer.rules.fence = (tokens, index, ...rest) => {
    const { info, content } = tokens[index]
    return info.trim() === 'mermaid' ? `<Diagram source="${encodeURIComponent(content)}" />` : fence(tokens, index, ...rest)
  }
}

export default {
  title: 'webhook-verifier',
  description: 'Verifies the signed webhooks of the RemoveBGVideo API, and of any sender that signs the same way',
  lang: 'en-US',
  base: process.env.DOCS_BASE ?? '/webhook-verifier/',
  cleanUrls: false,
  markdown: { anchor: { slugify }, config: drawDiagrams },
  themeConfig: {
    nav: [
      { text: 'Getting started', link: '/getting-started' },
      { text: 'API', link: '/api/index.html', target: '_self' },
      { text: 'Inspector', link: '/inspector.html', target: '_self' }
    ],
    sidebar: sidebar(),
    outline: [2, 3],
    search: { provider: 'local' },
    socialLinks: [{ icon: 'github', link: 'https://github.com/webhook-verifier/webhook-verifier' }]
  }
}
