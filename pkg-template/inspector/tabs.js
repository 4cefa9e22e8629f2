// The two tabs, by the keyboard too: https://www.w3.org/WAI/ARIA/apg/patterns/tabs/

/** Returns a function that shows the panel of an id. */
export function tabs(list) {
  const all = [...list.querySelectorAll('[role=tab]')]
  const show = (chosen) => {
    for (const tab of all) {
      const isChosen = tab === chosen
      tab.setAttribute('aria-selected', String(isChosen))
      tab.tabIndex = isChosen ? 0 : -1
      document.getElementById(tab.getAttribute('aria-controls')).hidden = !isChosen
    }
  }
  const keys = { ArrowRight: 1, ArrowLeft: -1 }
  for (const [place, tab] of all.entries()) {
    tab.addEventListener('click', () => show(tab))
    tab.addEventListener('keydown', ({ key }) => {
      if (!keys[key]) return
      const next = all[(place + keys[key] + all.length) % all.length]
      show(next)
      next.focus()
    })
  }
  return (id) => show(all.find((tab) => tab.getAttribute('aria-controls') === id))
}
