// Runs in the page: by how many pixels it is wider than the screen, and which visible controls are lower than 44
// pixels.
(() => ({
  wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  small: [
    ...document.querySelectorAll(
      'button, .button, select, summary, input:not([type=hidden], [type=checkbox], [type=radio])',
    ),
  ]
    .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 44)
    .map((element) => element.outerHTML.slice(0, 80)),
}))()
