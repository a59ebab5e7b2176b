// Runs in the page: texts whose colour does not stand out from what is behind them (WCAG 2.2, 1.4.3).
(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = color
    canvas.fillRect(0, 0, 1, 1)
    return [...canvas.getImageData(0, 0, 1, 1).data]
  }
  const luminance = (color) => {
    const [r, g, b] = color
      .slice(0, 3)
      .map((part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const around = function* (element) {
    for (let at = element; at !== null; at = at.parentElement) yield getComputedStyle(at)
  }
  const low = []
  for (const element of document.querySelectorAll('body *')) {
    const text = [...element.childNodes]
      .filter((node) => node.nodeType === Node.TEXT_NODE)
      .map((node) => node.textContent.trim())
      .join('')
    if (text === '' || !element.checkVisibility({ opacityProperty: true })) continue
    if (element.closest('.hidden, .skip, svg') !== null) continue
    const back = [...around(element)]
      .map(({ backgroundColor }) => rgba(backgroundColor))
      .find((color) => color[3] === 255) ?? [255, 255, 255, 255]
    const opacity = [...around(element)].reduce((all, style) => all * Number(style.opacity), 1)
    const front = rgba(getComputedStyle(element).color).map(
      (part, index) => part * opacity + back[index] * (1 - opacity),
    )
    const [light, dark] = [luminance(front), luminance(back)].sort((a, b) => b - a)
    const ratio = (light + 0.05) / (dark + 0.05)
    if (ratio < 4.5) low.push(`${text.slice(0, 40)} ${ratio.toFixed(2)}`)
  }
  return low
})()
