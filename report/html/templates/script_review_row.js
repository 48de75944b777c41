// How a row is shown at the desk: its verdict, its two sides with what differs, the evidence, what was decided.

function reviewMake(tag, properties, children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...(children || []));
  return element;
}

function reviewRow(data, decisions, candidatesOf) {
  const SUGGESTED = 3;
  const words = data.words;
  const make = reviewMake;
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const named = (code) => (data.signs[code] ? data.signs[code] + " " + data.names[code] : data.names[code]);
  const region = (row) => (data.documents.length > 1 ? data.documents[row.d][0] + " " : "");

  function pieces(text) {
    const tags = { inserted: "ins", deleted: "del", elsewhere: "u", moved: "u" };
    return text.map((piece) => {
      if (typeof piece === "string") { return piece; }
      return make(tags[piece[0]] || "span", { className: piece[0] === "moved" ? "moved" : "" }, [piece[1]]);
    });
  }

  const sentence = (id, text) => make("p", { className: "s", lang: "zh-CN" }, [make("span", { className: "id" }, [id]), ...text]);

  function saidOf(row) {
    const one = decisions.of(row);
    const answers = decisions.answering(row).map((local) => local.id);
    const parts = [];
    if (answers.length) { parts.push(words.answered_by + " " + answers.join("、")); }
    else if (decisions.judged(one)) {
      if (one.relation) { parts.push(data.names[one.relation]); }
      if (one.links && one.links.length) { parts.push(words.linked_to + " " + one.links.join("、")); }
      if (one.links && one.links.length && !one.relation) { parts.push(words.judged_anew); }
    }
    if (!parts.length) { return ""; }
    const who = one ? [one.by, one.at].filter(Boolean).join("，") : "";
    return parts.join("；") + (who ? "（" + who + "）" : "");
  }

  function counterparts(row) {
    const one = decisions.of(row);
    return one && one.links !== null ? one.links : row.links || [];
  }

  function sides(row) {
    const ours = byId("review-ours");
    const theirs = byId("review-theirs");
    const quiet = (text) => make("p", { className: "quiet" }, [text]);
    const central = row.side === "central"
      ? [sentence(row.id, pieces(row.text))]
      : counterparts(row).map((id) => sentence(id, row.theirs && row.theirs[id] ? pieces(row.theirs[id]) : [decisions.sentences.get(id).words]));
    const local = row.side === "local"
      ? [sentence(row.id, pieces(row.text))]
      : decisions.answering(row).map((one) => sentence(one.id, [decisions.wordsOf(one)]));
    theirs.replaceChildren(...(central.length ? central : [quiet(words.no_counterpart), ...suggested(row)]));
    ours.replaceChildren(...(local.length ? local : [quiet(words.no_answer), ...suggested(row)]));
  }

  // Where nothing stands opposite: what comes nearest, so that one sees whether it does.
  function suggested(row) {
    const { candidates, likely } = candidatesOf(row);
    const near = likely.slice(0, SUGGESTED).map((i) => sentence(candidates[i].id, [candidates[i].words]));
    return near.length ? [make("div", { className: "review-near" }, [make("p", {}, [words.nearest]), ...near])] : [];
  }

  function show(row) {
    byId("review-place").textContent = region(row) + row.place + " " + row.id;
    byId("review-verdict").replaceChildren(make("span", { className: "badge " + row.said }, [named(row.said)]),
      row.sure === undefined ? "" : " " + fill(words.sure, { percent: Math.round(row.sure * 100) + "%" }));
    byId("review-there").href = "#" + (row.side === "local" ? data.documents[row.d][3] + "local-" : "central-") + row.id;
    sides(row);
    byId("review-evidence").replaceChildren(...(row.evidence || []).map((line) => make("li", {}, [line])));
    const said = saidOf(row);
    byId("review-decided").textContent = said ? words.decided + said : "";
    const one = decisions.of(row);
    byId("review-note").value = one && one.note ? one.note : "";
  }

  return { show, saidOf, counterparts, named, fill };
}
