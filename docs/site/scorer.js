/* What is looked for is found first where it is explained, last in the record of changes and in what is meant for those who change the program. */
var Scorer = {
  score: (result) => {
    const [page, , , , score] = result;
    return /^(CHANGELOG|CONTRIBUTING|benchmarks|labels|sample|en\/)/.test(page) ? score - 4 : /^(glossary|第一份报告|怎样做|问答)/.test(page) ? score + 2 : score;
  },
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: { 0: 15, 1: 5, 2: -5 },
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};
