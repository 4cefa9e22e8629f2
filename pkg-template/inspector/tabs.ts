// Tabs, by the keyboard too: https://www.w3.org/WAI/ARIA/apg/patterns/tabs/
const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 }

/** Wires a tablist whose panels are found by `panelOf`. Returns a function that shows the panel of an id. */
export function tabs(
  list: HTMLElement,
  panelOf: (id: string) => HTMLElement | null = (id) => document.getElementById(id),
  onShow: (id: string) => void = () => {}
): (id: string) => void {
  const all = [...list.querySelectorAll<HTMLElement>('[role=tab]')]
  const idOf = (tab: HTMLElement) => tab.getAttribute('aria-controls') ?? ''
  const show = (chosen: HTMLElement) => {
    for (const tab of all) {
      const isChosen = tab === chosen
      tab.setAttribute('aria-selected', String(isChosen))
      tab.tabIndex = isChosen ? 0 : -1
      const panel = panelOf(idOf(tab))
      if (panel) panel.hidden = !isChosen
    }
    onShow(idOf(chosen))
  }
  for (const [at, tab] of all.entries()) {
    tab.addEventListener('click', () => show(tab))
    tab.addEventListener('keydown', ({ key }) => {
      const next = STEPS[key] && all[(at + STEPS[key] + all.length) % all.length]
      if (!next) return
      show(next)
      next.focus()
    })
  }
  return (id) => {
    const tab = all.find((each) => idOf(each) === id)
    if (tab) show(tab)
  }
}
