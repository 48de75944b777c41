// What was decided so far, row by row: kept in memory and, where the browser lets us, in its storage, so that a reload loses nothing;
// undone step by step; turned into the entries of a corrections file and taken from them.
//
// A decision: `links` (ids of the central sentences; null: as found), `relation` (null: judged anew), `note` (null: none), `by`, `at`.
// What is background (no_duty) is decided once for all local documents, in a scope of its own.

function reviewStore(data) {
  const central = "duizhao-review " + data.central[1].slice(0, 16);
  const whole = data.documents.map((one) => one[2].slice(0, 16)).join(" ");
  const named = { background: central, others: central + " others " + whole, by: "duizhao-review by" };
  const name = (scope) => named[scope] || central + " " + data.documents[scope][2].slice(0, 16);
  let works = true;

  function read(scope) {
    try {
      const found = JSON.parse(localStorage.getItem(name(scope)) || "{}");
      return found && typeof found === "object" ? found : {};
    } catch (error) { return {}; }
  }

  function write(scope, values) {
    try { localStorage.setItem(name(scope), JSON.stringify(values)); } catch (error) { works = false; }
  }

  // One value of a scope: what another window wrote beside it stays.
  function put(scope, key, value) {
    const stored = read(scope);
    if (value === undefined) { delete stored[key]; } else { stored[key] = value; }
    write(scope, stored);
  }

  try {
    localStorage.setItem("duizhao-review", "1");
    localStorage.removeItem("duizhao-review");
  } catch (error) { works = false; }
  return { read, write, put, works: () => works };
}

function reviewDecisions(data) {
  const store = reviewStore(data);
  const sentences = new Map(data.sentences.map(([id, place, words, digest]) => [id, { id, place, words, digest }]));
  const codes = new Map(Object.entries(data.relations).flatMap(([code, title]) => [[code, code], [title, code]]));
  const wordsOf = (row) => row.text.map((piece) => (typeof piece === "string" ? piece : piece[1])).join("");
  const placeOf = (row) => row.side + " " + row.id;
  const rows = data.documents.map(() => new Map());
  data.rows.forEach((row) => rows[row.d].set(placeOf(row), row));

  // What stands in the storage may come from any page of this folder: only what a decision can be is taken.
  function sound(one) {
    if (!one || typeof one !== "object") { return undefined; }
    if (one.cleared === true) { return { cleared: true }; }
    const text = (value) => (typeof value === "string" ? value : "");
    const links = Array.isArray(one.links) ? one.links.filter((id) => sentences.has(id)) : null;
    const relation = codes.has(one.relation) ? codes.get(one.relation) : null;
    return { links, relation, note: typeof one.note === "string" ? one.note : null, by: text(one.by), at: text(one.at) };
  }

  // An entry kept aside: names and texts, and links of the same kind.
  function plain(one) {
    const fits = (key) => /^\w+$/.test(key) && (key === "links" ? Array.isArray(one.links) && one.links.every(plain) : typeof one[key] === "string");
    return Boolean(one) && typeof one === "object" && Object.keys(one).every(fits);
  }

  const kept = { background: new Map() };
  data.documents.forEach((_, d) => { kept[d] = new Map(); });
  let others = [];

  // What other windows have decided since comes in; where nothing is kept, what stands in memory is all there is.
  function restore() {
    if (!store.works()) { return; }
    Object.keys(kept).forEach((scope) => {
      const known = scope === "background" ? (key) => sentences.has(key) : (key) => rows[scope].has(key);
      const found = Object.entries(store.read(scope)).map(([key, one]) => [key, sound(one)]);
      kept[scope] = new Map(found.filter(([key, one]) => one && known(key)));
    });
    const stored = store.read("others");
    others = Array.isArray(stored) ? stored.filter(plain) : [];
  }

  function fixed(row) {
    const said = row.fixed;
    if (!said) { return null; }
    const links = said.links ? row.links || [] : null;
    return { links, relation: said.relation ? row.said : null, note: said.note || null, by: said.by || "", at: said.at || "" };
  }

  // The local sentences that were said to answer the central one of a row.
  function answering(row) {
    if (row.side !== "central") { return []; }
    const found = Array.from(kept[row.d]).filter(([key, one]) => key.startsWith("local ") && one.links && one.links.includes(row.id));
    return found.map(([key]) => rows[row.d].get(key));
  }

  function of(row) {
    const own = kept[row.d].get(placeOf(row));
    if (own) { return own.cleared ? null : own; }
    const shared = row.side === "central" && !answering(row).length ? kept.background.get(row.id) : null;
    return shared || fixed(row);
  }

  const judged = (one) => Boolean(one) && (one.links !== null || one.relation !== null);
  const done = (row) => judged(of(row)) || answering(row).length > 0;

  // ---------------------------------------------------------------------------------------------------- changes

  const steps = [];

  function put(scope, key, value) {
    if (value === undefined) { kept[scope].delete(key); } else { kept[scope].set(key, value); }
    store.put(scope, key, value);
  }

  function change(row, changes, kind) {
    const last = steps[steps.length - 1];
    // A remark that is being typed is one step.
    if (!last || kind !== "note" || last.kind !== kind || last.row !== row) {
      steps.push({ row, kind, before: changes.map(([scope, key]) => [scope, key, kept[scope].get(key)]) });
    }
    changes.forEach((one) => put(...one));
  }

  function today() {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  }

  function made(row, links, relation) {
    const before = of(row);
    return { links, relation, note: before ? before.note : null, by: reviewer(), at: today() };
  }

  // Away from background, for this document and so for all.
  const unshared = (row) => (row.side === "central" && kept.background.has(row.id) ? [["background", row.id, undefined]] : []);

  function decide(row, links, relation) {
    const decision = made(row, links, relation);
    if (row.side !== "central" || relation !== "no_duty") {
      change(row, [...unshared(row), [row.d, placeOf(row), decision]]);
      return;
    }
    const own = data.documents.map((_, d) => d).filter((d) => kept[d].has(placeOf(row)));
    change(row, [["background", row.id, decision], ...own.map((d) => [d, placeOf(row), undefined])]);
  }

  // A central sentence is answered by these local ones: linked to it beside what they are linked to already; those no longer named are not.
  function answer(row, locals, relation) {
    const left = answering(row).filter((local) => !locals.includes(local)).map((local) => {
      const links = of(local).links.filter((id) => id !== row.id);
      const same = !links.some((id) => !(local.links || []).includes(id)) && links.length === (local.links || []).length;
      return [row.d, placeOf(local), same || !links.length ? undefined : made(local, links, null)];
    });
    const linked = locals.map((local) => {
      const before = of(local);
      const links = (before && before.links) || local.links || [];
      const known = before && before.relation !== "added" ? before.relation : null;
      return [row.d, placeOf(local), made(local, Array.from(new Set([...links, row.id])), relation || known)];
    });
    change(row, [...left, ...linked]);
  }

  function remark(row, text) {
    const before = of(row) || { links: null, relation: null };
    const note = text || (row.fixed && row.fixed.note ? "" : null);
    const decision = { links: before.links, relation: before.relation, note, by: reviewer(), at: today() };
    const empty = !judged(decision) && note === null;
    const shared = row.side === "central" && kept.background.get(row.id) === before;
    change(row, [shared ? ["background", row.id, decision] : [row.d, placeOf(row), empty ? undefined : decision]], "note");
  }

  function clear(row) {
    change(row, [...unshared(row), [row.d, placeOf(row), row.fixed ? { cleared: true } : undefined]]);
  }

  // All that was decided on this page and all that was kept aside; what the report was made with stays.
  function clearAll() {
    const ids = new Set(data.rows.filter((row) => row.side === "central").map((row) => row.id));
    const scopes = Object.keys(kept).flatMap((scope) => Array.from(kept[scope].keys(), (key) => [scope, key, undefined]));
    change(null, scopes.filter(([scope, key]) => scope !== "background" || ids.has(key)));
    setOthers([]);
  }

  // What belongs to other pages, beside the last step.
  function setOthers(entries) {
    steps[steps.length - 1].others = others;
    others = entries;
    store.write("others", others);
  }

  // Undoes the last step and gives it back, with the row it was about (none where a file was loaded); null where there is none.
  function undo() {
    const step = steps.pop();
    if (!step) { return null; }
    step.before.forEach((one) => put(...one));
    if (step.others) { others = step.others; store.write("others", others); }
    return step;
  }

  let name = "";
  const reviewer = () => name;

  function setReviewer(text) {
    name = text.trim();
    store.put("by", "name", name);
  }

  // --------------------------------------------------------------------------------------------------- the file

  function quotation(prefix, id, words, digest) {
    return digest ? [[prefix, id], [prefix + "_words", words], [prefix + "_digest", digest]] : [[prefix, id], [prefix + "_words", words]];
  }

  function entry(row) {
    const one = of(row);
    const relation = one && answering(row).length ? null : one && one.relation;
    if (!one || (one.links === null && relation === null && one.note === null)) { return null; }
    const [, file, digest] = data.documents[row.d];
    const texts = [
      ["central_document", data.central[0]], ["central_sha256", data.central[1]], ["local_document", file], ["local_sha256", digest],
      ...quotation(row.side, row.id, wordsOf(row), row.digest),
    ].filter(([, text]) => text);
    if (one.links !== null) {
      texts.push(["links", one.links.map((id) => {
        const { words, digest: short } = sentences.get(id);
        return short ? { central: id, words, digest: short } : { central: id, words };
      })]);
    }
    if (relation !== null) { texts.push(["relation", data.relations[relation]]); }
    if (one.note !== null) { texts.push(["note", one.note]); }
    return Object.fromEntries([...texts, ...[["by", one.by], ["at", one.at]].filter(([, text]) => text)]);
  }

  const entries = () => [...data.rows.map(entry).filter(Boolean), ...others];

  // The one that is meant: by its id and its words, else by its words alone where they stand once.
  function meant(among, id, words, digest) {
    const same = among.filter((one) => (digest ? one.digest === digest : one.words === words));
    return same.find((one) => one.id === id) || (same.length === 1 ? same[0] : null);
  }

  const quotedRows = rows.map((own) => Array.from(own.values(), (row) => ({ id: row.id, words: wordsOf(row), digest: row.digest, row })));
  const quotedSentences = Array.from(sentences.values());

  function documentOf(one) {
    const bySum = data.documents.findIndex((document) => document[2] === one.local_sha256);
    return bySum >= 0 ? bySum : data.documents.findIndex((document) => document[1] === one.local_document);
  }

  // What an entry changes here: scope, key, decision; null where it is about something that is not on this page.
  function placed(one) {
    if (one.central_sha256 !== data.central[1] && one.central_document !== data.central[0]) { return null; }
    const side = one.local !== undefined ? "local" : "central";
    const relation = one.relation === undefined ? null : codes.get(one.relation);
    const links = one.links === undefined ? null : one.links.map((link) => meant(quotedSentences, link.central, link.words, link.digest));
    if (relation === undefined || (links && links.includes(null))) { return null; }
    const decision = { links: links && links.map((link) => link.id), relation, note: one.note === undefined ? null : one.note, by: one.by || "", at: one.at || "" };
    const [id, words, digest] = [one[side], one[side + "_words"], one[side + "_digest"]];
    const d = documentOf(one);
    if (side === "central" && relation === "no_duty") {
      const sentence = meant(quotedSentences, id, words, digest);
      const shown = sentence && rows.some((own) => own.has("central " + sentence.id));
      return shown ? { scope: "background", key: sentence.id, decision, elsewhere: d < 0 || !rows[d].has("central " + sentence.id) } : null;
    }
    const found = d < 0 ? null : meant(quotedRows[d].filter(({ row }) => row.side === side), id, words, digest);
    return found ? { scope: d, key: placeOf(found.row), row: found.row, decision } : null;
  }

  const said = (one) => (one && !one.cleared ? JSON.stringify([one.links && Array.from(one.links).sort(), one.relation, one.note]) : "");

  // Takes the entries of a file, in one step that can be undone; tells how many are new, how many changed something, how many are kept aside.
  function load(found) {
    const changes = [];
    const aside = [];
    let changed = 0;
    found.forEach((one) => {
      const here = placed(one);
      if (!here || here.elsewhere) { aside.push(one); }
      if (!here) { return; }
      const before = here.row ? of(here.row) : kept.background.get(here.key);
      if (said(before) === said(here.decision)) { return; }
      if (judged(before)) { changed += 1; }
      changes.push([here.scope, here.key, here.decision]);
    });
    const known = new Set(others.map((one) => JSON.stringify(one)));
    const more = aside.filter((one) => !known.has(JSON.stringify(one)));
    if (changes.length || more.length) {
      change(null, changes);
      setOthers([...others, ...more]);
    }
    return { taken: changes.length, changed, aside: aside.length };
  }

  restore();
  const stored = store.read("by").name;
  name = typeof stored === "string" ? stored : "";
  return { of, done, judged, answering, decide, answer, remark, clear, clearAll, undo, entries, load, setReviewer, reviewer, restore, wordsOf, placeOf, sentences, rows, works: store.works, canUndo: () => steps.length > 0 };
}
