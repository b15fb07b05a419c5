'use strict';
/* The report: puts the sections of the study in the data block onto the page. */
(function () {
  const S = window.CairnSections;
  const { h } = S;

  function foot(data) {
    return h('footer', {}, h('span', {}, 'Made by Cairn on ' + S.when(data.generated)), h('span', {}, 'This file needs no network.'), S.themes('narrow'));
  }

  const block = document.getElementById('cairn-data');
  if (!block) return;
  const data = window.CairnCharts.read(JSON.parse(block.textContent));
  const study = S.create(data, {});
  document.getElementById('cairn-report').append(
    h('a', { class: 'skip', href: '#main' }, 'Skip to the content'),
    S.bar(study.links()), h('main', { class: 'wrap', id: 'main' }, study.head(), study.elements(), foot(data)));
  S.spy(study.sections());
})();
