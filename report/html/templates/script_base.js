// The page's script. Its files (page_source.py names them in their order) stand in one function, one behind the other: what one
// declares the later ones see. What rows and groups say of themselves, and others may rely on:
//
//   .row                a sentence with its answer; of the local order one local sentence, of the central order one answer or silence
//     data-d            number of the local document, from 1
//     data-c            ids of the central units it has to do with, with blanks between
//     data-r            what people are told of it: verbatim adapted strengthened weakened added unfound missing not_applicable no_duty
//     data-q="1"        a figure stands in it
//     data-s            id of the local sentence (8:1), in both orders; none where the row is a silence
//     data-t            id of the central sentence (5:1); in the local order all that it answers, the likeliest first, none where it is added
//     data-u="1"        its verdict is one to check
//   .shared             a tbody of rows that answer the same central sentences, which stand once, in the cell .their of the first shown
//   .later              a part that is drawn when it comes into view (script_later.js); then "drawn" is sent to the document
//   .group              what is hidden once none of its rows is shown; .block a group that is an article
//   .order              by-central, by-local: one of them is shown
//   ids                 central-5, central-5:1, local-8, local-8:1; of the second document d2-local-8:1

const byId = (id) => document.getElementById(id);
const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
const orders = { central: byId("by-central"), local: byId("by-local") };
const tools = byId("tools");
const collator = new Intl.Collator("zh", { numeric: true });
let order = "local";
// As in style_narrow.css.
const NARROW = window.matchMedia("(max-width: 40rem)");

const chosen = { relations: new Set(), hiddenDocuments: new Set(), article: "", quantified: false };
