// A call near the end of the host's stack.

/**
 * Goes down as far as the stack lets it, comes back `room` frames, and runs `work` there.
 * @param {number} room
 * @param {() => unknown} work
 * @returns {number}
 */
export function descend(room, work) {
  let above
  try {
    above = descend(room, work)
  } catch {
    return 1
  }
  if (above === room) work()
  return above + 1
}
