// The desk at which a specialist goes through the verdicts: one row at a time, by keys or buttons; what is left; the file that comes of it.

function reviewDesk(data) {
  const words = data.words;
  const desk = byId("review-desk");
  const start = byId("review-start");
  const decisions = reviewDecisions(data);
  const choice = reviewChoice(words);
  const candidatesOf = reviewCandidates(data, decisions);
  const shown = reviewRow(data, decisions, candidatesOf);
  const { saidOf, counterparts, named, fill } = shown;
  const say = (text) => { byId("review-said").textContent = text; };
  const note = byId("review-note");
  const scope = byId("review-scope");
  const region = byId("review-document");
  const RELATIONS = ["verbatim", "adapted", "strengthened", "weakened"];
  const REASONS = ["missing", "not_applicable", "no_duty"];
  let list = [];
  let at = 0;
  let unsaved = false;

  // ------------------------------------------------------------------------------------------------ what is shown

  const current = () => list[at];
  const queue = () => data.queue.map((i) => data.rows[i]);
  const left = (rows) => rows.filter((row) => !decisions.done(row)).length;

  function tell() {
    const open = queue();
    const counted = scope.value === "done" ? open : list;
    const values = { left: left(counted), all: counted.length };
    byId("review-left").textContent = fill(words.left, values);
    byId("review-bar").max = Math.max(counted.length, 1);
    byId("review-bar").value = counted.length - values.left;
    byId("review-waiting").textContent = fill(words.left, { left: left(open), all: open.length });
    byId("review-undo").disabled = !decisions.canUndo();
    byId("review-unkept").hidden = decisions.works();
  }

  function show() {
    const row = current();
    byId("review-case").hidden = byId("review-actions").hidden = !row;
    byId("review-nothing").hidden = Boolean(row);
    tell();
    if (!row) { return; }
    byId("review-number").textContent = (at + 1) + " / " + list.length;
    shown.show(row);
    showActions(row);
  }

  // The keys and buttons of a row: what can be said of it.
  function actions(row) {
    const central = row.side === "central";
    const right = row.said === "in_doubt" ? [] : [["y", row.said === "unfound" ? words.right_added : words.right, () => confirm(row)]];
    const relations = (central ? REASONS : RELATIONS).map((code, i) => [String(i + 1), named(code), () => judge(row, code)]);
    const none = central ? [] : [["n", words.nothing, () => settle(row, [], "added")]];
    const other = [["c", central ? words.answer : words.other, () => choose(row, null)]];
    return [...right, ...relations, ...none, ...other, ["x", words.clear, () => { decisions.clear(row); after(row, words.cleared, false); }]];
  }

  function showActions(row) {
    const one = decisions.of(row);
    byId("review-actions").replaceChildren(...actions(row).map(([key, title, act]) => {
      const button = reviewMake("button", { type: "button" }, [title, " ", reviewMake("kbd", {}, [key.toUpperCase()])]);
      const chosen = decisions.judged(one) && one.relation && title === named(one.relation);
      if (chosen) { button.className = "chosen"; }
      if (key === "x") { button.disabled = !one; }
      button.addEventListener("click", act);
      return button;
    }));
  }

  // --------------------------------------------------------------------------------------------------- decisions

  function confirm(row) {
    if (row.side === "central") { judge(row, row.said); return; }
    const links = row.links || [];
    settle(row, links, links.length ? row.said : "added");
  }

  function judge(row, code) {
    if (row.side === "local") {
      const links = counterparts(row);
      if (links.length) { settle(row, links, code); } else { choose(row, code); }
      return;
    }
    const answers = decisions.answering(row).map((one) => one.id);
    if (answers.length) { say(fill(words.answered_first, { ids: answers.join("、") })); return; }
    settle(row, null, code);
  }

  function settle(row, links, relation) {
    decisions.decide(row, links, relation);
    after(row, saidOf(row), true);
  }

  function choose(row, relation) {
    const central = row.side === "central";
    byId("review-asked").textContent = (central ? words.which_local : words.which_central) + row.id;
    choice.ask({
      ...candidatesOf(row),
      links: central ? decisions.answering(row).map((one) => one.id) : counterparts(row),
      relation: relation || "",
      done: (ids, said) => {
        if (central) {
          decisions.answer(row, ids.map((id) => decisions.rows[row.d].get("local " + id)), said);
          after(row, saidOf(row), true);
        } else { settle(row, ids, said); }
      },
    });
  }

  function after(row, said, onward) {
    unsaved = true;
    const what = row.id + "：" + said;
    if (onward) { onwards(); } else { show(); byId("review-case").focus(); }
    say(what + "。" + byId("review-left").textContent);
  }

  // On to the next row that is not decided, round the end; where none is left, it stays.
  function onwards() {
    const next = list.map((_, i) => (at + 1 + i) % list.length).find((i) => !decisions.done(list[i]));
    go(next === undefined ? at : next);
    byId("review-finished").hidden = next !== undefined;
  }

  function go(place) {
    if (!list.length) { return; }
    at = Math.max(0, Math.min(list.length - 1, place));
    choice.close();
    show();
    byId("review-case").focus({ preventScroll: true });
    byId("review-case").scrollIntoView({ block: "nearest" });
  }

  function undo() {
    const step = decisions.undo();
    if (!step) { say(words.nothing_to_undo); return; }
    unsaved = true;
    const place = list.indexOf(step.row);
    if (place >= 0) { go(place); } else { show(); }
    byId("review-finished").hidden = true;
    say(words.undone + (step.row ? step.row.id : words.load) + "。" + byId("review-left").textContent);
  }

  function gather(row) {
    const rows = scope.value === "open" ? queue() : scope.value === "all" ? data.rows : data.rows.filter((one) => decisions.of(one) || decisions.done(one));
    list = rows.filter((one) => !region || !region.value || one.d === Number(region.value));
    const place = list.indexOf(row);
    const open = list.findIndex((one) => !decisions.done(one));
    at = place >= 0 ? place : Math.max(0, open);
    byId("review-finished").hidden = true;
    show();
  }

  // ---------------------------------------------------------------------------------------------------- the file

  function save() {
    const entries = decisions.entries();
    const text = reviewFile.write(data.head, entries);
    const link = reviewMake("a", { download: data.file, href: URL.createObjectURL(new Blob([text], { type: "application/toml" })) });
    desk.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    unsaved = false;
    say(fill(words.saved, { count: entries.length, file: data.file }));
  }

  async function load(file) {
    try {
      const found = decisions.load(reviewFile.read(await file.text()));
      unsaved = unsaved || found.taken > 0;
      gather(null);
      say(fill(words.loaded, found) + (found.changed ? fill(words.loaded_changed, found) : "") + (found.aside ? fill(words.loaded_aside, found) : ""));
    } catch (error) { say(file.name + "：" + fill(words.not_read, { line: error.line || 1 })); }
  }

  // -------------------------------------------------------------------------------------------------------- keys

  const keys = {
    j: () => go(at + 1), ArrowRight: () => go(at + 1), k: () => go(at - 1), ArrowLeft: () => go(at - 1),
    r: () => note.focus(), u: undo, s: save,
  };

  // With a Chinese input method on, a letter is told by its key.
  function keyOf(event) {
    const place = /^(?:Key|Digit|Numpad)(\w)$/.exec(event.code || "");
    const key = (event.key === "Process" || event.isComposing) && place ? place[1] : event.key;
    return key.length === 1 ? key.toLowerCase() : key;
  }

  function onDeskKey(event) {
    event.stopPropagation(); // the keys of the page behind mean something else
    const typing = event.target.closest("textarea, select, input:not([type=checkbox])") || (choice.open() && event.target.closest("#review-choice"));
    if (event.key === "Escape") {
      if (choice.open()) { event.preventDefault(); choice.close(); byId("review-case").focus(); }
      else if (typing) { event.preventDefault(); byId("review-case").focus(); }
      return;
    }
    if (event.target === note && event.key === "Enter" && (event.ctrlKey || event.metaKey)) { byId("review-case").focus(); return; }
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !byId("review-keys").checked) { return; }
    const key = keyOf(event);
    const action = current() && actions(current()).find(([its]) => its === key);
    const act = action ? action[2] : Object.keys(keys).includes(key) ? keys[key] : null;
    if (!act) { return; }
    event.preventDefault();
    act();
  }

  function open() {
    if (desk.open) { return; }
    decisions.restore();
    gather(current() || null);
    desk.showModal();
    byId("review-case").focus();
  }

  desk.addEventListener("keydown", onDeskKey);
  desk.addEventListener("cancel", (event) => { if (choice.open()) { event.preventDefault(); choice.close(); } });
  desk.addEventListener("close", tell);
  all(".review-open").forEach((button) => { button.hidden = false; button.addEventListener("click", open); });
  byId("review-close").addEventListener("click", () => desk.close());
  byId("review-there").addEventListener("click", () => desk.close());
  byId("review-leave").addEventListener("click", () => { choice.close(); byId("review-case").focus(); });
  byId("review-previous").addEventListener("click", () => go(at - 1));
  byId("review-next").addEventListener("click", () => go(at + 1));
  byId("review-undo").addEventListener("click", undo);
  byId("review-clear").addEventListener("click", () => {
    decisions.clearAll();
    unsaved = true;
    gather(null);
    say(words.all_cleared + byId("review-left").textContent);
  });
  byId("review-save").addEventListener("click", save);
  byId("review-load").addEventListener("click", () => byId("review-file").click());
  byId("review-file").addEventListener("change", (event) => {
    const [file] = event.target.files;
    if (file) { load(file); }
    event.target.value = "";
  });
  scope.addEventListener("change", () => gather(current()));
  if (region) { region.addEventListener("change", () => gather(current())); }
  note.addEventListener("input", () => { decisions.remark(current(), note.value.trim()); unsaved = true; tell(); });
  byId("review-by").value = decisions.reviewer();
  byId("review-by").addEventListener("input", (event) => decisions.setReviewer(event.target.value));
  // Where the browser keeps nothing, leaving the page would lose what was decided.
  window.addEventListener("beforeunload", (event) => { if (unsaved && !decisions.works()) { event.preventDefault(); } });
  start.hidden = false;
  tell();
}

const reviewed = byId("review-data");
if (reviewed && !reviewed.dataset.packed) { reviewDesk(JSON.parse(reviewed.content.textContent)); }
else if (reviewed && typeof DecompressionStream === "function") {
  unpacked(reviewed.content.textContent).then((text) => reviewDesk(JSON.parse(text)));
}
