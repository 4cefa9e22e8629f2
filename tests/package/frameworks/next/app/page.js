'use client'

// Rendered on the server without a call of the library; the suite runs in the browser.
import { useEffect, useState } from 'react'
import * as library from 'webhook-verifier'
import { linesOf } from '../runtimes/report.mjs'

export default function Page() {
  const [lines, setLines] = useState([])
  useEffect(() => void linesOf(library).then(setLines), [])
  return <pre>{lines.join('\n')}</pre>
}
