/** What the page does beyond being read: search and filters, links to folded findings, copying of commands. */
import { closedStatuses } from '../../../kinds/verdict.js';

/** The hash of `script` for the policy of the page; a test tells the new one after a change. */
export const scriptHash = 'sha256-+3K73Wq10kQWoD1R6smBUgzFFbgW/K0gw6+9Z+aexHU=';

export const script = `
(() => {
  'use strict';
  const find = (id) => document.getElementById(id);
  document.documentElement.classList.add('js');

  const form = find('filter');
  const shown = find('shown');
  // Read when they are needed first, so that a long page opens faster.
  let known;
  const lists = () => known ??= [...document.querySelectorAll('.list')].map((list) => ({
    list,
    user: list.dataset.u,
    integration: list.dataset.i,
    bundles: [...list.querySelectorAll('.findings')].map((bundle) => ({
      bundle,
      items: [...bundle.children].map((item) => ({
        item, status: item.dataset.s, level: item.dataset.l, object: item.dataset.o, text: undefined,
      })),
    })),
  }));
  // Sections and rows of a table; the lists of findings are filtered one by one.
  let parts;
  const others = () => parts ??= [...document.querySelectorAll('section[data-u], section[data-i], tr[data-u]')];
  const closed = new Set([${closedStatuses.map((status) => `'${status}'`).join(', ')}]);
  const matches = (one, wanted) =>
    (!wanted.status || one.status === wanted.status || (wanted.status === 'open' && !closed.has(one.status))) &&
    (!wanted.level || one.level === wanted.level) &&
    (!wanted.object || one.object === wanted.object) &&
    wanted.words.every((word) => (one.text ??= one.item.textContent.toLowerCase()).includes(word));

  const filter = () => {
    const { text = '', ...wanted } = Object.fromEntries(new FormData(form));
    wanted.words = text.toLowerCase().split(/\\s+/).filter(Boolean);
    let count = 0;
    let all = 0;
    for (const { list, user, integration, bundles } of lists()) {
      const own = (!wanted.user || wanted.user === user) && (!wanted.integration || wanted.integration === integration);
      let inList = 0;
      for (const { bundle, items } of bundles) {
        let inBundle = 0;
        for (const one of items) {
          const matched = own && matches(one, wanted);
          if (one.item.hidden === matched) one.item.hidden = !matched;
          if (matched) inBundle += 1;
        }
        bundle.hidden = inBundle === 0;
        // What is out of sight takes about the place that it will have.
        if (items.length > 1) bundle.style.containIntrinsicHeight = 'auto ' + inBundle * 3 + 'rem';
        inList += inBundle;
        all += items.length;
      }
      count += inList;
      list.hidden = inList === 0;
    }
    for (const part of others()) {
      const { u, i } = part.dataset;
      part.hidden = Boolean((wanted.user && u && wanted.user !== u) || (wanted.integration && i && wanted.integration !== i));
    }
    shown.toggleAttribute('data-all', count === all);
    shown.textContent = count === all
      ? form.dataset.all
      : form.dataset.count.replace('{shown}', count.toLocaleString('en-US'));
  };

  if (form) {
    let waiting;
    const soon = (delay) => { clearTimeout(waiting); waiting = setTimeout(filter, delay); };
    form.addEventListener('input', (event) => soon(event.target.type === 'search' ? 150 : 0));
    form.addEventListener('reset', () => soon(0));
    form.addEventListener('submit', (event) => { event.preventDefault(); soon(0); });

    const unfold = find('unfold');
    unfold.addEventListener('click', () => {
      const open = unfold.textContent === unfold.dataset.open;
      for (const { list, bundles } of lists())
        if (!list.hidden) for (const { items } of bundles)
          for (const { item } of items) if (!item.hidden) item.firstElementChild.open = open;
      unfold.textContent = open ? unfold.dataset.close : unfold.dataset.open;
    });
    // A browser fills in again what was typed before the page was loaded anew.
    if ([...new FormData(form).values()].some(Boolean)) filter();
  }

  // What is no percent encoding leads nowhere.
  const targetId = () => {
    try { return decodeURIComponent(location.hash.slice(1)); } catch { return ''; }
  };
  const reveal = () => {
    const id = targetId();
    const target = id ? find(id) : null;
    if (!target) return;
    const wasHidden = form && target.closest('[hidden]');
    if (wasHidden) { form.reset(); filter(); }
    const isFinding = target.closest('.findings');
    if (isFinding) target.firstElementChild.open = true;
    if (isFinding || wasHidden) target.scrollIntoView();
  };
  addEventListener('hashchange', reveal);
  reveal();

  document.addEventListener('click', (event) => {
    const button = event.target.closest('button.copy');
    if (!button) return;
    const code = button.parentElement.querySelector('code');
    const mark = () => getSelection().selectAllChildren(code);
    if (!navigator.clipboard) { mark(); return; }
    navigator.clipboard.writeText(code.textContent).then(() => {
      const before = button.textContent;
      button.textContent = button.closest('.steps').dataset.copied;
      setTimeout(() => { button.textContent = before; }, 2000);
    }, mark);
  });

  // On paper nothing can be unfolded.
  let folded = [];
  addEventListener('beforeprint', () => {
    folded = [...document.querySelectorAll('details:not([open])')];
    for (const one of folded) one.open = true;
  });
  addEventListener('afterprint', () => { for (const one of folded) one.open = false; });
})();
`;
