// The default theme, and a component for diagrams. mermaid is loaded only on a page that has one.
import DefaultTheme from 'vitepress/theme'
import { defineComponent, h, onMounted, ref } from 'vue'

const Diagram = defineComponent({
  props: { source: { type: String, required: true } },
  setup({ source }) {
    const drawn = ref('')
    onMounted(async () => {
      const { default: mermaid } = await import('mermaid')
      const theme = document.documentElement.classList.contains('dark') ? 'dark' : 'neutral'
      // Labels as SVG text: the site's styles do not fit into HTML labels.
      mermaid.initialize({ startOnLoad: false, theme, htmlLabels: false, flowchart: { htmlLabels: false, wrappingWidth: 300 } })
      drawn.value = (await mermaid.render('diagram', decodeURIComponent(source))).svg
    })
    return () => h('div', { innerHTML: drawn.value })
  }
})

export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component('Diagram', Diagram)
  }
}
