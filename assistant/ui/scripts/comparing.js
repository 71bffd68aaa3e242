// The comparison: how many of its columns are in sight, where it is wider than the page and scrolls by itself.
Object.assign(alinea, {
  sights(results) {
    let shown = null;
    const told = () => requestAnimationFrame(() => this.inSight(results));
    const look = () => {
      const region = results.querySelector('.scroll');
      if (region && region !== shown) region.addEventListener('scroll', told, {passive: true});
      shown = region;
      told();
    };
    new MutationObserver(look).observe(results, {childList: true, subtree: true});
    new ResizeObserver(told).observe(results);
    look();
  },
  inSight(results) {
    const region = results.querySelector('.scroll');
    const line = results.querySelector('.in-sight');
    if (!region || !line) return;
    const [theme, ...columns] = region.querySelectorAll('thead th');
    const from = theme.getBoundingClientRect().right;
    const to = region.getBoundingClientRect().right;
    // A column is in sight where most of it is.
    const middle = (column) => (column.getBoundingClientRect().left + column.getBoundingClientRect().right) / 2;
    const seen = columns.filter((column) => middle(column) >= from && middle(column) <= to).length;
    const said = line.dataset.told.replace('{seen}', seen);
    if (line.textContent !== said) line.textContent = said;
    line.hidden = region.scrollWidth <= region.clientWidth + 1;
  },
});
