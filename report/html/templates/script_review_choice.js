// Choosing a counterpart: a list of sentences to tick, found by number or by words, the likeliest first.

// How near the sentences come to a text: pairs of characters that both have, rare ones (among the sentences) counting more.
function reviewLikeness(candidates) {
  const grams = (text) => {
    const found = new Set();
    text.replace(/[^\p{L}\p{N}]+/gu, " ").split(" ").forEach((run) => {
      const signs = Array.from(run);
      for (let i = 0; i + 1 < signs.length; i += 1) { found.add(signs[i] + signs[i + 1]); }
    });
    return found;
  };
  const known = candidates.map(({ words }) => grams(words));
  const counts = new Map();
  known.forEach((own) => own.forEach((gram) => counts.set(gram, (counts.get(gram) || 0) + 1)));
  const weight = (gram) => Math.log(1 + candidates.length / (counts.get(gram) || 0.5)) ** 2;
  const sum = (own) => Array.from(own).reduce((total, gram) => total + weight(gram), 0);
  const sums = known.map(sum);

  return (text) => {
    const asked = grams(text);
    const whole = sum(asked);
    return known.map((own, i) => {
      let shared = 0;
      asked.forEach((gram) => { if (own.has(gram)) { shared += weight(gram); } });
      return shared / (Math.sqrt(whole * sums[i]) || 1);
    });
  };
}

// What may stand opposite a row: central sentences, or the local ones of its document; with how near each comes, the order of the likeliest.
function reviewCandidates(data, decisions) {
  const known = new Map();

  function among(row) {
    const key = row.side === "local" ? "central" : row.d;
    if (!known.has(key)) {
      const locals = () => data.rows.filter((one) => one.d === row.d && one.side === "local");
      const candidates = row.side === "local"
        ? Array.from(decisions.sentences.values())
        : locals().map((one) => ({ id: one.id, place: one.place, words: decisions.wordsOf(one) }));
      known.set(key, { candidates, likeness: reviewLikeness(candidates) });
    }
    return known.get(key);
  }

  return (row) => {
    const { candidates, likeness } = among(row);
    const scores = likeness(decisions.wordsOf(row));
    const order = candidates.map((_, i) => i).sort((a, b) => scores[b] - scores[a] || a - b);
    return { candidates, order, likely: order.filter((i) => scores[i] > 0) };
  };
}

// The form `#review-choice`. `ask` shows it; what is ticked goes to `done`, nothing goes anywhere where it is left.
function reviewChoice(words) {
  const make = reviewMake;
  const LIKELIEST = 8;
  const form = byId("review-choice");
  const list = byId("review-options");
  const search = byId("review-search");
  const relation = byId("review-relation");
  const found = byId("review-found");
  let asked = null;

  function option(candidate, ticked) {
    const box = make("input", { type: "checkbox", value: candidate.id });
    box.checked = ticked;
    const item = make("li", {}, [make("label", {}, [box, make("span", {}, [
      make("b", { className: "id" }, [candidate.id]), make("span", { className: "quiet" }, [candidate.place]), " ", make("span", {}, [candidate.words]),
    ])])]);
    item.lang = "zh-CN";
    return item;
  }

  const boxes = () => all("input", list);
  const ticked = () => boxes().filter((box) => box.checked).map((box) => box.value);

  function show() {
    const parts = search.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
    const numbers = new Set(parts.filter((part) => asked.items.some(({ candidate }) => numbered(candidate, part))));
    let shown = 0;
    asked.items.forEach(({ candidate, item, text }) => {
      const fits = parts.every((part) => (numbers.has(part) ? numbered(candidate, part) : text.includes(part)));
      item.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    asked.heads.forEach((head) => { head.hidden = parts.length > 0; });
    found.textContent = words.found.replace("{count}", shown);
  }

  const tell = () => { byId("review-chosen").textContent = words.chosen + (ticked().join("、") || "–"); };

  // 5 is article 5 and all under it, 5:1 one sentence.
  const numbered = ({ id }, part) => id === part || (!part.includes(":") && (id.startsWith(part + ":") || id.startsWith(part + ".")));

  function ask(question) {
    asked = question;
    const { candidates, order, links } = question;
    const linked = order.filter((i) => links.includes(candidates[i].id));
    const likely = question.likely.filter((i) => !linked.includes(i)).slice(0, LIKELIEST);
    const rest = candidates.map((_, i) => i).filter((i) => !linked.includes(i) && !likely.includes(i));
    asked.items = [];
    asked.heads = [];
    list.replaceChildren();
    [[words.linked, linked], [words.likeliest, likely], [words.others, rest]].forEach(([title, places]) => {
      if (!places.length) { return; }
      const head = make("li", { className: "review-part" }, [title]);
      asked.heads.push(head);
      list.append(head);
      places.forEach((i) => {
        const candidate = candidates[i];
        const item = option(candidate, links.includes(candidate.id));
        asked.items.push({ candidate, item, text: (candidate.place + " " + candidate.words).normalize("NFKC").toLowerCase() });
        list.append(item);
      });
    });
    search.value = "";
    relation.value = question.relation || "";
    form.hidden = false;
    show();
    tell();
    list.scrollTop = 0;
    form.scrollIntoView({ block: "nearest" });
    search.focus({ preventScroll: true });
  }

  function close() {
    form.hidden = true;
    if (asked) { asked = null; }
  }

  function confirm() {
    const ids = ticked();
    if (!ids.length) { found.textContent = words.tick_one; return; }
    const { done } = asked;
    close();
    done(ids, relation.value || null);
  }

  function step(direction) {
    const shown = boxes().filter((box) => !box.closest("[hidden]"));
    const at = shown.indexOf(document.activeElement) + direction;
    if (at < 0) { search.focus(); } else if (shown[at]) { shown[at].focus(); }
  }

  search.addEventListener("input", show);
  list.addEventListener("change", () => { asked.touched = true; tell(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  byId("review-confirm").addEventListener("click", confirm);
  form.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (event.target === relation) { return; }
      event.preventDefault();
      step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && !event.isComposing && event.target.tagName === "INPUT") {
      event.preventDefault();
      // In the search the first hit is chosen in place of what stood there, unless something was ticked by hand: number, Enter, Enter.
      const first = event.target === search && search.value.trim() ? boxes().find((box) => !box.closest("[hidden]")) : null;
      if (!first) { confirm(); return; }
      if (!asked.touched) { boxes().forEach((box) => { box.checked = false; }); }
      first.checked = true;
      tell();
      first.focus();
    }
  });
  return { ask, close, open: () => !form.hidden };
}
