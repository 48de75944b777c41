// A corrections file as text: written as `duizhao review` writes it, to the letter, and read back. An entry is one [[correction]]: its
// keys and texts in their order; `links` is a list of such entries. Only what such a file may hold is read, anything else is refused.

const reviewFile = (() => {
  const LONGEST = 100; // longer inline tables stand in lines of their own
  const KNOWN = new Set([
    "central_document", "central_sha256", "local_document", "local_sha256", "local", "local_words", "local_digest",
    "central", "central_words", "central_digest", "links", "relation", "note", "by", "at",
  ]);
  const KNOWN_OF_LINK = new Set(["central", "words", "digest"]);
  const SHORT = { b: "\b", t: "\t", n: "\n", f: "\f", r: "\r", e: "\u001b", "\"": "\"", "\\": "\\" };

  // Half a surrogate pair cannot be written.
  const whole = (text) => Array.from(String(text), (sign) => (/^[\ud800-\udfff]$/.test(sign) ? "\ufffd" : sign)).join("");

  function quoted(text) {
    const escaped = whole(text).replace(/[\u0000-\u0008\u000a-\u001f"\\\u007f]/g, (sign) => {
      const short = { "\b": "\\b", "\n": "\\n", "\f": "\\f", "\r": "\\r", "\"": "\\\"", "\\": "\\\\" }[sign];
      return short || "\\u" + sign.charCodeAt(0).toString(16).padStart(4, "0");
    });
    return "\"" + escaped + "\"";
  }

  const pairs = (entry) => Object.keys(entry).map((key) => key + " = " + quoted(entry[key]));
  const inline = (entry) => "{ " + pairs(entry).join(", ") + " }";
  const fits = (entry) => Array.from("    " + inline(entry) + ",").length <= LONGEST;

  function written(entry) {
    const lines = [];
    let below = [];
    Object.keys(entry).forEach((key) => {
      if (key !== "links") { lines.push(key + " = " + quoted(entry[key])); return; }
      const links = entry.links;
      if (!links.length) { lines.push("links = []"); }
      else if (links.every(fits)) { lines.push("links = [", ...links.map((link) => "    " + inline(link) + ","), "]"); }
      else { below = links; }
    });
    const tables = below.map((link) => "\n[[correction.links]]\n" + pairs(link).join("\n") + "\n");
    return "\n[[correction]]\n" + lines.join("\n") + "\n" + tables.join("");
  }

  // The head is all of a file without corrections.
  const write = (head, entries) => head + entries.map(written).join("");

  // ------------------------------------------------------------------------------------------------------- reading

  // Throws an Error whose `line` is the first that is not understood.
  function read(text) {
    const source = text.replace(/^\ufeff/, "").replace(/\r\n/g, "\n");
    const entries = [];
    let at = 0;
    let table = Object.create(null);
    const top = table;

    function refuse() {
      const error = new Error("not understood");
      error.line = source.slice(0, at).split("\n").length;
      throw error;
    }

    function take(sticky) {
      sticky.lastIndex = at;
      const found = sticky.exec(source);
      if (found) { at = sticky.lastIndex; }
      return found;
    }

    const blank = () => take(/[ \t]*/y);
    const space = () => take(/(?:[ \t\n]|#[^\n]*)*/y);

    function escaped() {
      const short = take(/\\([btnfre"\\])/y);
      if (short) { return SHORT[short[1]]; }
      const number = take(/\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})|\\x([0-9a-fA-F]{2})/y);
      const code = number ? parseInt(number[1] || number[2] || number[3], 16) : -1;
      if (code < 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) { refuse(); }
      return String.fromCodePoint(code);
    }

    function string() {
      if (take(/"""|'''/y)) { at -= 3; refuse(); }
      const literal = take(/'([^'\n]*)'/y);
      if (literal) { return literal[1]; }
      if (!take(/"/y)) { refuse(); }
      const parts = [];
      while (!take(/"/y)) {
        const plain = take(/[^"\\\n]+/y);
        parts.push(plain ? plain[0] : escaped());
      }
      return parts.join("");
    }

    function value(key) {
      if (source[at] === "\"" || source[at] === "'") { return string(); }
      const bare = key === "at" && take(/\d{4}-\d\d-\d\d(?:[T ][0-9:.+Z-]+)?/y);
      return bare ? bare[0] : refuse();
    }

    function name(known, owner) {
      const key = take(/[A-Za-z0-9_]+/y);
      if (!key || !known.has(key[0]) || key[0] in owner) { refuse(); }
      blank();
      if (!take(/=/y)) { refuse(); }
      blank();
      return key[0];
    }

    function links() {
      const found = [];
      if (!take(/\[/y)) { refuse(); }
      for (space(); !take(/\]/y); space()) {
        if (!take(/\{/y)) { refuse(); }
        const link = Object.create(null);
        do {
          blank();
          const key = name(KNOWN_OF_LINK, link);
          link[key] = value(key);
          blank();
        } while (take(/,/y));
        if (!take(/\}/y)) { refuse(); }
        found.push(link);
        space();
        if (!take(/,/y) && source[at] !== "]") { refuse(); }
      }
      return found;
    }

    function header(title) {
      if (title === "correction") {
        table = Object.create(null);
        entries.push(table);
      } else if (title === "correction.links" && entries.length) {
        const entry = entries[entries.length - 1];
        entry.links = entry.links || [];
        table = Object.create(null);
        entry.links.push(table);
      } else { refuse(); }
    }

    for (space(); at < source.length; space()) {
      const title = take(/\[\[[ \t]*([a-z.]+)[ \t]*\]\]/y);
      if (title) { header(title[1]); }
      else if (table === top) {
        if (name(new Set(["format"]), top) && !take(/1(?![0-9])/y)) { refuse(); }
        top.format = 1;
      } else {
        const key = name(table === entries[entries.length - 1] ? KNOWN : KNOWN_OF_LINK, table);
        table[key] = key === "links" ? links() : value(key);
      }
      blank();
      take(/#[^\n]*/y);
      if (at < source.length && source[at] !== "\n") { refuse(); }
    }
    if (top.format !== 1) { at = 0; refuse(); }
    return entries;
  }

  return { write, read };
})();
