/** How the page looks: light and dark, on a phone, on a wide screen, on paper. No fonts and pictures from anywhere. */

/** The hash of `style` for the policy of the page; a test tells the new one after a change. */
export const styleHash = 'sha256-vzI7JuJl8SQKLXn0OatDRZ8z0GRwKkamXynIArJHuMk=';

export const style = `
:root {
  color-scheme: light dark;
  --page: #fff; --panel: #f5f6f8; --text: #16191f; --quiet: #4f5766; --line: #d5dae1; --edge: #7a8494; --link: #0a57a4;
  --bad: #a1121f; --bad-panel: #fdeceb; --bad-bar: #c4303a;
  --unsure: #7a4a00; --unsure-panel: #fdf2da; --unsure-bar: #d9911b;
  --good: #17663a; --good-panel: #e7f4ec; --good-bar: #3c9a64;
  --plain: #475062; --plain-panel: #eceef2; --plain-bar: #a3adbb;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12151a; --panel: #1b2027; --text: #e7eaef; --quiet: #a9b2c0; --line: #343c48; --edge: #8691a2; --link: #8fbcff;
    --bad: #ffa3a3; --bad-panel: #3a191c; --bad-bar: #e5636a;
    --unsure: #f4c56b; --unsure-panel: #34280f; --unsure-bar: #d9a441;
    --good: #86d9aa; --good-panel: #143020; --good-bar: #4fae78;
    --plain: #b9c2cf; --plain-panel: #272e38; --plain-bar: #6b7686;
  }
}
*, ::before, ::after { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere; }
a { color: var(--link); text-underline-offset: .15em; }
a:hover { text-decoration-thickness: .12em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
main:focus { outline: none; }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; }
h1 { margin: 0; font-size: clamp(1.5rem, 1.2rem + 1.5vw, 2.125rem); letter-spacing: -.01em; }
h2 { margin: 0 0 .75rem; font-size: 1.375rem; }
h3 { margin: 1.75rem 0 .625rem; font-size: 1.0625rem; }
h4 { margin: 0 0 .375rem; font-size: 1rem; }
p { margin: .5rem 0; max-width: 75ch; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; font-size: .875em; }
ul, ol { padding-left: 1.25rem; }
header, .page, footer { max-width: 90rem; margin-inline: auto; padding-inline: clamp(1rem, 3vw, 2.5rem); }
header { padding-block: 1.75rem 1.25rem; }
header .command { margin: 0 0 .25rem; color: var(--quiet); font-size: .875rem; }
footer { margin-top: 3rem; padding-block: 1.25rem 2.5rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: .875rem; }
main > section { margin-bottom: 2.75rem; }
.sr { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); }
.skip { position: absolute; left: 1rem; top: -6rem; z-index: 2; padding: .625rem 1rem; background: var(--page); border: 2px solid var(--link); border-radius: 6px; }
.skip:focus { top: 1rem; }
.scripted { display: none; }

nav { font-size: .9375rem; margin-bottom: 2rem; }
nav h2 { font-size: .875rem; color: var(--quiet); margin-bottom: .375rem; font-weight: 600; }
nav ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .125rem 1.25rem; }
nav li { padding: .25rem 0; }
nav .badge { font-size: .6875rem; }
nav details ul { margin: .25rem 0 0 .5rem; }

.badge { display: inline-block; padding: .0625rem .5rem; border: 1px solid; border-radius: 999px; font-size: .8125rem; font-weight: 650; line-height: 1.4; overflow-wrap: normal; }
.badge::before, .cell::before { content: "\\2013"; content: "\\2013" / ""; display: inline-block; width: .875em; margin-right: .25em; text-align: center; }
.bad.badge::before, .bad.cell::before { content: "\\d7"; content: "\\d7" / ""; font-weight: 700; }
.unsure.badge::before, .unsure.cell::before { content: "!"; content: "!" / ""; }
.good.badge::before, .good.cell::before { content: ""; width: .3em; height: .6em; margin: 0 .5em .0625em .25em; border: solid; border-width: 0 .125em .125em 0; transform: rotate(42deg); }
.badge.bad { color: var(--bad); background: var(--bad-panel); }
.badge.unsure { color: var(--unsure); background: var(--unsure-panel); border-style: dashed; }
.badge.good { color: var(--good); background: var(--good-panel); }
.badge.plain { color: var(--plain); background: var(--plain-panel); }

.summary { padding: 1.25rem clamp(1rem, 2.5vw, 1.75rem); background: var(--panel); border: 1px solid var(--line); border-radius: 10px; }
.verdict { margin: 0 0 .75rem; max-width: none; }
.summary .verdict { font-size: 1.125rem; }
.summary .verdict .badge { font-size: 1.0625rem; padding: .125rem .75rem; margin-right: .25rem; }
.bar { display: block; width: 100%; height: .625rem; margin: 1rem 0; border-radius: 5px; background: var(--line); }
.bar .bad { fill: var(--bad-bar); } .bar .unsure { fill: var(--unsure-bar); } .bar .good { fill: var(--good-bar); } .bar .plain { fill: var(--plain-bar); }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); gap: .625rem 1.5rem; margin: 1rem 0; }
.facts dt { color: var(--quiet); font-size: .8125rem; }
.facts dd { margin: 0; }

.scroll { position: relative; overflow-x: auto; width: fit-content; max-width: 100%; border: 1px solid var(--line); border-radius: 8px; background: var(--page); }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; overflow-wrap: normal; }
caption { text-align: left; padding: .5rem .75rem; color: var(--quiet); font-size: .875rem; }
caption.sr { padding: 0; }
th, td { padding: .4375rem .75rem; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
thead th { border-top: 0; background: var(--panel); font-size: .8125rem; font-weight: 600; color: var(--quiet); vertical-align: bottom; }
caption:not(.sr) + thead th { border-top: 1px solid var(--line); }
tbody th { font-weight: 600; }
tbody tr:first-child > * { border-top-color: var(--line); }
.counts { width: auto; min-width: min(100%, 28rem); }
.number { text-align: right; font-variant-numeric: tabular-nums; }
td.number.bad { color: var(--bad); font-weight: 650; } td.number.unsure { color: var(--unsure); font-weight: 650; }
.matrix td, .matrix thead th { white-space: nowrap; }
.matrix { width: auto; min-width: min(100%, 34rem); }
.mark.bad { color: var(--bad); } .mark.unsure { color: var(--unsure); } .mark.good { color: var(--good); }
td .badge { white-space: nowrap; }
.none { color: var(--quiet); }
.cell { display: inline-block; padding: 0 .375rem; border-radius: 4px; text-decoration: none; color: var(--plain); }
.cell:hover { text-decoration: underline; }
.cell.bad { color: var(--bad); background: var(--bad-panel); font-weight: 650; }
.cell.unsure { color: var(--unsure); background: var(--unsure-panel); font-weight: 650; }
.cell.good { color: var(--good); }
.fields td:nth-child(2), .fields td:nth-child(3) { white-space: nowrap; }
.fields td:last-child { min-width: 15rem; overflow-wrap: anywhere; }

.causes { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 24rem), 1fr)); gap: .875rem; align-items: start; }
.cause { padding: .875rem 1rem; border: 1px solid var(--line); border-left: 5px solid var(--plain-bar); border-radius: 8px; background: var(--page); }
.cause.bad { border-left-color: var(--bad-bar); } .cause.unsure { border-left-color: var(--unsure-bar); border-left-style: double; } .cause.good { border-left-color: var(--good-bar); }
.cause p { margin: 0 0 .5rem; }
.chips { list-style: none; display: flex; flex-wrap: wrap; gap: .375rem; margin: .5rem 0; padding: 0; }
.level { color: var(--quiet); font-size: .8125rem; }
.chips .level { padding: .0625rem .5rem; border-radius: 4px; background: var(--plain-panel); color: var(--plain); }
.chips .level.required { font-weight: 650; }
summary { cursor: pointer; }
.part { margin-top: 1.75rem; } .part > summary { margin-bottom: .625rem; } .part h3 { display: inline; }
.cause summary { color: var(--link); font-size: .9375rem; }
.links { margin: .375rem 0 0; columns: 13rem auto; font-size: .9375rem; }
.links li { break-inside: avoid; }
.warnings { margin: 0; padding: .75rem 1rem .75rem 2rem; border: 1px dashed var(--edge); border-radius: 8px; }
.warnings li { max-width: 75ch; }

.steps { padding-left: 1.5rem; }
.steps > li { margin-bottom: 1rem; padding-left: .25rem; }
.steps > li::marker { font-weight: 650; }
.command { min-width: 0; }
div.command { display: flex; gap: .5rem; align-items: start; margin-top: .375rem; }
pre { margin: 0; padding: .625rem .75rem; overflow-x: auto; min-width: 0; flex: 0 1 auto; background: var(--panel); border: 1px solid var(--line); border-radius: 6px; overflow-wrap: normal; }
button, input, select { font: inherit; color: inherit; }
button { padding: .375rem .75rem; background: var(--page); border: 1px solid var(--edge); border-radius: 6px; cursor: pointer; white-space: nowrap; }
button:hover { background: var(--panel); }

#filter { flex-wrap: wrap; gap: .75rem; align-items: end; padding: 1rem; background: var(--panel); border: 1px solid var(--line); border-radius: 8px; }
#filter > div { flex: 1 1 9rem; min-width: 0; max-width: 18rem; }
#filter > .search { flex: 2 1 15rem; max-width: none; }
#filter > .buttons { flex: 0 1 auto; max-width: none; }
#filter label { display: block; font-size: .8125rem; color: var(--quiet); }
#filter input, #filter select { width: 100%; min-height: 2.375rem; padding: .25rem .5rem; background: var(--page); border: 1px solid var(--edge); border-radius: 6px; }
#filter button { min-height: 2.375rem; }
#shown { color: var(--quiet); }
.js #filter { display: flex; } .js .scripted:not(#filter) { display: revert; }
.findings { list-style: none; margin: 0; padding: 0; }
.findings.full { content-visibility: auto; contain-intrinsic-size: auto 150rem; }
.findings > li { border-top: 1px solid var(--line); }
.list { border-bottom: 1px solid var(--line); }
[hidden], .findings > li[hidden] { display: none; }
.findings > li:target { box-shadow: inset 5px 0 0 var(--link); background: var(--panel); }
.findings summary { display: grid; grid-template-columns: 1.25rem 9.5rem minmax(0, 1fr) auto; gap: 0 .625rem; align-items: baseline; padding: .5625rem .75rem .5625rem .5rem; list-style: none; }
.findings summary::-webkit-details-marker { display: none; }
.findings summary::before { content: ""; width: .5rem; height: .5rem; border: solid var(--quiet); border-width: 0 2px 2px 0; transform: translateY(-.0625rem) rotate(-45deg); justify-self: center; align-self: center; }
.findings details[open] > summary::before { transform: translateY(-.125rem) rotate(45deg); }
.findings summary:hover { background: var(--panel); }
.findings summary:focus-visible { outline-offset: -3px; }
.findings .badge { justify-self: start; }
.findings .name { font-weight: 600; }
.message { grid-column: 3 / -1; color: var(--quiet); font-size: .9375rem; max-width: 90ch; }
.lines { white-space: pre-wrap; padding: .125rem .75rem 1rem 2.375rem; font-size: .9375rem; max-width: 100ch; }
.findings dl { display: grid; grid-template-columns: 9.5rem minmax(0, 1fr); gap: .25rem .625rem; margin: 0; padding: .125rem .75rem 1rem 2.375rem; font-size: .9375rem; }
.findings dt { grid-column: 1; color: var(--quiet); font-size: .875rem; padding-top: .0625rem; }
.findings dd { grid-column: 2; margin: 0; max-width: 90ch; }
.tree, .tree ul { list-style: none; margin: 0; padding: 0; }
.tree ul { margin-left: .4375rem; padding-left: 1rem; border-left: 1px solid var(--edge); }
.tree ul > li { position: relative; }
.tree ul > li::before { content: ""; position: absolute; left: -1rem; top: .75em; width: .6875rem; border-top: 1px solid var(--edge); }

@media (min-width: 68rem) {
  .page { display: grid; grid-template-columns: 15rem minmax(0, 1fr); gap: 2.5rem; align-items: start; }
  nav { position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow-y: auto; }
  nav ul { display: block; border-left: 2px solid var(--line); padding-left: .875rem; }
}
@media (max-width: 40rem) {
  h2 { font-size: 1.25rem; }
  tbody th { max-width: 10rem; overflow-wrap: anywhere; }
  .findings summary { grid-template-columns: 1.25rem minmax(0, 1fr) auto; }
  .findings .name, .message { grid-column: 2 / -1; }
  .findings .level { grid-row: 1; grid-column: 3; }
  .findings dl { grid-template-columns: minmax(0, 1fr); gap: 0; padding-left: 2.25rem; }
  .findings dt { margin-top: .5rem; }
  .findings dd { grid-column: 1; }
  #filter > div { flex-basis: 100%; max-width: none; }
  div.command { flex-direction: column; }
  pre { max-width: 100%; }
}
@media (prefers-reduced-motion: no-preference) {
  html { scroll-behavior: smooth; }
}
@media (forced-colors: active) {
  .bar rect { forced-color-adjust: none; }
}
@media print {
  :root {
    --page: #fff; --panel: #fff; --text: #000; --quiet: #333; --line: #bbb; --edge: #666; --link: #000;
    --bad: #8a0f1a; --bad-panel: #fff; --unsure: #6b4100; --unsure-panel: #fff; --good: #14572f; --good-panel: #fff; --plain: #333; --plain-panel: #fff;
  }
  @page { margin: 16mm 14mm; }
  html { font-size: 9.5pt; }
  header, .page, footer { max-width: none; padding-inline: 0; }
  .page { display: block; }
  nav, .skip, #filter, .js #filter, button, .js .copy.scripted:not(#filter), .cause summary, #shown[data-all] { display: none; }
  a { text-decoration: none; }
  h2, h3, h4 { break-after: avoid; }
  .cause, .summary, .steps > li, tr, .findings > li { break-inside: avoid; }
  thead { display: table-header-group; }
  .scroll { overflow: visible; border-radius: 0; }
  .matrix td, .matrix thead th, .fields td { white-space: normal; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  .findings.full { content-visibility: visible; }
  .findings summary::before { display: none; }
  .findings summary { grid-template-columns: 9.5rem minmax(0, 1fr) auto; padding-left: 0; }
  .findings .name { grid-column: 2; grid-row: 1; } .findings .level { grid-column: 3; grid-row: 1; } .message { grid-column: 2 / -1; }
  .findings dl { padding-left: 0; grid-template-columns: 9.5rem minmax(0, 1fr); }
  .findings dd { grid-column: 2; }
  details::details-content { content-visibility: visible; display: block; }
  .bar { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
