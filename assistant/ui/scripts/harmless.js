// What a browser kept is shown as text and as what answers are made of, and runs nothing: another program may have been
// served at this address before, and have written it.
const MADE_OF = new Set(
  ('A ABBR ARTICLE B BLOCKQUOTE BR BUTTON CODE DD DEL DETAILS DIV DL DT EM H2 H3 H4 I INS LI MARK OL P S SECTION SMALL '
    + 'SPAN STRONG SUMMARY SUP TABLE TBODY TD TH THEAD TIME TR UL').split(' '));
const SAID_OF_IT = /^(?:class|hidden|href|id|lang|open|rel|role|scope|tabindex|target|title|type|(?:aria|data)-[a-z-]+)$/;
const LEADS = /^(?:#\/|https:\/\/)/;

Object.assign(alinea, {
  // A template whose content can be put into the page.
  harmless(html) {
    const template = document.createElement('template'); // in which nothing is loaded or run
    template.innerHTML = typeof html === 'string' ? html : '';
    for (const each of template.content.querySelectorAll('*')) {
      if (!MADE_OF.has(each.tagName)) each.remove();
      for (const {name, value} of [...each.attributes]) {
        if (!SAID_OF_IT.test(name) || (name === 'href' && !LEADS.test(value))) each.removeAttribute(name);
      }
    }
    return template;
  },
});
