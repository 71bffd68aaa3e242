// Paragraphs read: in a panel beside results, or on the page “Read”.
Object.assign(alinea, {
  // Bring a reading panel into view, then the paragraph asked for; keyboard and screen reader follow. What is in sight
  // begins where something begins: with as many of the paragraphs before as leave the one asked for whole.
  read(selector) {
    requestAnimationFrame(() => {
      const panel = document.querySelector(selector);
      panel?.focus({preventScroll: true});
      panel?.scrollIntoView({block: 'nearest'});
      const asked = panel?.querySelector('[aria-current]');
      if (!asked) return;
      const list = asked.parentElement;
      const scrolls = getComputedStyle(list).overflowY === 'auto';
      const room = (scrolls ? list.clientHeight : window.innerHeight) - 1;
      const height = (first) => asked.getBoundingClientRect().bottom - first.getBoundingClientRect().top;
      const isHeading = (element) => element?.matches('.heading');
      let first = isHeading(asked.previousElementSibling) ? asked.previousElementSibling : asked;
      for (let each = first.previousElementSibling; each && height(each) <= room; each = each.previousElementSibling) first = each;
      if (scrolls) list.scrollTop += first.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientTop;
      else (height(panel) <= room ? panel : first).scrollIntoView({block: 'start'});
    });
  },
  // The page of a paragraph, whenever it says something else. Gradio keeps the elements and changes what is in them.
  watch(page) {
    const look = () => {
      const place = page.querySelector('.place-page');
      const said = place ? `${place.dataset.link} ${place.dataset.title}` : '';
      if (said && said !== this.said) this.show(place);
      this.said = said;
      if (page.querySelector('[data-clear]') && isPermalink(location.hash) && !this.asking) this.take('paragraph', blank('paragraph'));
    };
    new MutationObserver(look).observe(page, {childList: true, subtree: true, attributeFilter: ['data-link', 'data-title', 'data-clear']});
    look();
  },
  // Where the page was opened by a reference, take its address; where it is only said in another language, stay there.
  show(place) {
    this.placeTitle = place.dataset.title;
    if ('push' in place.dataset) this.take('paragraph', place.dataset.link);
    else if (selectedTab() === 'paragraph') this.title('paragraph');
    if (!('push' in place.dataset) && !this.going) return;
    this.going = false;
    document.documentElement.classList.remove('arriving');
    const heading = place.querySelector('h2');
    heading.focus({preventScroll: true});
    // What was hidden comes into sight by a transition of Gradio’s, and takes no focus before.
    if (document.activeElement !== heading) setTimeout(() => heading.focus({preventScroll: true}), 200);
    window.scrollTo(0, 0);
    const outline = place.querySelector('.outline');
    const here = outline.querySelector('[aria-current]');
    const distance = (element) => element.getBoundingClientRect().top;
    if (here) outline.scrollTop += distance(here) - distance(outline) - outline.clientHeight / 3;
  },
});
