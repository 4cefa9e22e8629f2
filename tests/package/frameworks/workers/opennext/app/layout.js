export default (/** @type {{ children: object }} */ { children }) => (
  <html lang="en">
    <body>{children}</body>
  </html>
)
