// The beginning of an answer's body: an endpoint may answer without end.

/** Resolves to at most `limit` bytes as text; the rest is never read. */
export async function readAnswer(response: Response, limit: number): Promise<{ text: string; isCut: boolean }> {
  const pieces: Uint8Array[] = []
  let left = limit
  for await (const piece of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    pieces.push(piece.subarray(0, left))
    left -= piece.length
    // Leaving the loop cancels the stream, which closes the connection.
    if (left < 0) break
  }
  return { text: Buffer.concat(pieces).toString('utf8'), isCut: left < 0 }
}
