// The desk: see the manual of the generator's room serve. It is part of the live
// preview and of nothing else.
"use strict";
(() => {
  if (top != self) { // a link in a frame whose browser does not say that it is one
    location.replace(location.pathname + "?plain" + location.hash);
    return;
  }
  const find = (selector, within = document) => within.querySelector(selector);
  const said = find("#said");
  const panel = find("#panel");

  // What somebody has chosen, for this tab, until it is closed.
  const kept = (() => {
    try { return JSON.parse(sessionStorage.getItem("sotto-desk")) || {}; } catch { return {}; }
  })();
  const keep = () => {
    try { sessionStorage.setItem("sotto-desk", JSON.stringify(kept)); } catch { /* then not */ }
  };

  // What the server knows of an address now: the desk as it would send it.
  const ask = async (at) => {
    const answer = await fetch("/.sotto/desk?at=" + encodeURIComponent(at));
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };

  // One frame with its page, and the marks above it.
  class Pane {
    constructor(element, first) {
      this.element = element;
      this.first = first;
      this.marks = find(".ribbon:not(.away)", element);
      this.away = find(".away", element);
      this.back = find(".back", element);
      this.back.addEventListener("click", () => {
        this.away.hidden = true;
        this.show(this.at);
      });
      this.take(find("iframe", element));
    }

    take(frame) {
      this.frame = frame;
      if (!frame) return;
      frame.addEventListener("load", () => this.loaded());
      // It may have come before this script.
      if (this.place()?.href != "about:blank" && frame.contentDocument?.readyState == "complete") this.loaded();
    }

    // Where the frame is; nothing when it is not here any more.
    place() {
      try { return this.frame.contentWindow.location.href && this.frame.contentWindow.location; } catch { return undefined; }
    }

    show(at, hash = "") {
      this.at = at;
      if (!this.frame) {
        this.take(document.createElement("iframe"));
        this.frame.title = this.first ? "The page" : "The page in the other language";
        find(".empty", this.element)?.remove();
        this.element.append(this.frame);
      }
      this.frame.src = at + (plain ? "?plain" : "") + hash;
    }

    async loaded() {
      const place = this.place();
      if (!place || place.protocol == "chrome-error:") return this.left();
      if (place.href == "about:blank") return;
      const page = this.frame.contentDocument;
      this.away.hidden = true;
      this.at = place.pathname;
      this.digest = this.frame.contentWindow.performance.getEntriesByType("navigation")[0]?.serverTiming?.find((t) => t.name == "page")?.description;
      if (this.scroll) this.frame.contentWindow.scrollTo(...this.scroll);
      this.scroll = undefined;
      this.leads = undefined;
      page.addEventListener("click", (event) => { this.leads = event.target.closest?.("a[href]")?.href; }, true);
      look(page);
      if (this.first) {
        const follow = () => history.replaceState(null, "", place.pathname + place.hash);
        this.frame.contentWindow.addEventListener("hashchange", follow);
        follow();
        document.title = page.title + " (preview)";
      }
      await this.update();
    }

    // The page has left for another website, or tried to.
    left() {
      const out = find(".out", this.away);
      out.hidden = !this.leads;
      if (this.leads) out.href = this.leads;
      this.away.hidden = false;
      this.back.focus();
    }

    // Shows what is new. asked guards against answers that overtake each other.
    async update() {
      const turn = this.turn = (this.turn || 0) + 1;
      const at = this.at || document.body.dataset.at;
      let fresh;
      try { fresh = await ask(at); } catch { return; } // the preview has ended
      if (turn != this.turn || at != (this.at || at)) return;
      const { build, digest } = fresh.body.dataset;
      swap(this.marks, find("#marks", fresh));
      this.marks.hidden = find("#marks", fresh).hidden;
      if (this.first) swapDesk(fresh);
      document.body.dataset.build = build;
      if (!find("iframe", fresh)) return; // there is no page yet
      if (!this.frame) return this.show(at);
      this.digest ||= digest; // a browser that does not say what it has loaded
      if (this.digest == digest || !this.away.hidden) return;
      this.again();
    }

    // Shows the page again, at the same place. What is known of it follows when
    // it is there.
    again() {
      const view = this.frame.contentWindow;
      this.digest = undefined;
      this.scroll ??= [view.scrollX, view.scrollY]; // or it is on its way already
      reloads++;
      document.body.dataset.reloads = reloads;
      view.location.reload();
    }
  }

  let reloads = 0;
  // Where browsers do not say what they load a document for, the frame has to.
  const plain = "plain" in document.body.dataset;

  // Puts what is new into the place of what was, unless that is the same.
  const swap = (old, fresh) => {
    if (old.innerHTML != fresh.innerHTML) old.innerHTML = fresh.innerHTML;
  };

  const swapDesk = (fresh) => {
    swap(find("#facts"), find("#facts", fresh));
    swap(find("#notes"), find("#notes", fresh));
    find("#plain").href = find("#plain", fresh).getAttribute("href");
    const { panel: digest, errors } = fresh.body.dataset;
    const before = document.body.dataset;
    if (digest != before.panel) {
      const inside = panel.contains(document.activeElement);
      panel.innerHTML = find("#panel", fresh).innerHTML;
      panel.hidden = !errors;
      if (inside && !panel.hidden) panel.focus();
      if (errors) said.textContent = find("#panel-title").textContent + ".";
      else if (before.errors) said.textContent = "The page is up to date again.";
      before.panel = digest;
      before.errors = errors;
    }
    twin();
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest("#close")) {
      kept.closed = document.body.dataset.panel;
      keep();
      panel.hidden = true;
      find(".count, #fold").focus();
    } else if (event.target.closest(".count")) {
      panel.hidden = !panel.hidden;
      if (!panel.hidden) panel.focus();
    }
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key == "Escape") find("#close").click();
  });

  // How the page is looked at. The rules of its style for dark screens and for
  // paper hold or do not hold; what was sent stays as it is.
  const views = { twin: false, phone: false, dark: undefined, print: false, large: false, ...kept.views };
  const look = (page) => {
    const root = page.documentElement;
    if (!root?.style) return; // it has only begun, or is a feed
    const own = new Map(page.rules || []);
    page.rules = own;
    const media = (rules) => {
      for (const rule of rules) {
        if (rule.media) {
          if (!own.has(rule)) own.set(rule, rule.media.mediaText);
          const text = own.get(rule);
          let now = text;
          if (/prefers-color-scheme/.test(text) && (views.dark != undefined || views.print)) now = views.dark && !views.print ? "all" : "not all";
          else if (views.print && /\bprint\b/.test(text)) now = "all";
          else if (views.print && /\bscreen\b/.test(text)) now = "not all";
          if (rule.media.mediaText != now) rule.media.mediaText = now;
        }
        if (rule.cssRules) media(rule.cssRules);
      }
    };
    for (const sheet of page.styleSheets) media(sheet.cssRules);
    root.style.fontSize = "";
    if (views.large) root.style.fontSize = 2 * parseFloat(getComputedStyle(root).fontSize) + "px";
  };

  const pages = find("#pages");
  const one = new Pane(find(".pane"), true);
  let other;

  // Not every browser says of a frame that it may not go where it was to go.
  document.addEventListener("securitypolicyviolation", (event) => {
    if (event.effectiveDirective == "frame-src") (other?.leads ? other : one).left();
  });

  // Shows the page in the other language beside it, or not.
  const twin = () => {
    const link = find("#facts .twin");
    find("[data-view=twin]").disabled = !link && !other;
    if (!views.twin || !link) {
      other?.element.remove();
      other = undefined;
    } else if (!other) {
      const element = one.element.cloneNode(true);
      for (const named of element.querySelectorAll("[id]")) named.removeAttribute("id");
      find("iframe", element)?.remove();
      find(".away", element).hidden = true;
      find(".ribbon", element).hidden = true;
      pages.append(element);
      other = new Pane(element, false);
      other.twin = link.pathname;
      other.show(link.pathname);
    } else if (other.twin != link.pathname) {
      other.twin = link.pathname;
      other.show(link.pathname);
    }
    pages.classList.toggle("two", Boolean(other));
  };

  const show = () => {
    for (const button of document.querySelectorAll("[data-view]")) {
      button.setAttribute("aria-pressed", Boolean(views[button.dataset.view]));
    }
    pages.classList.toggle("phone", views.phone);
    pages.classList.toggle("paper", views.print);
    for (const pane of [one, other]) {
      if (pane?.frame?.contentDocument) look(pane.frame.contentDocument);
    }
    twin();
  };

  find("#tools").addEventListener("click", (event) => {
    const button = event.target.closest("[data-view]");
    if (!button) return;
    const name = button.dataset.view;
    views[name] = !views[name];
    kept.views = views;
    keep();
    show();
  });

  const fold = find("#fold");
  const folded = (yes) => {
    fold.setAttribute("aria-expanded", !yes);
    find("#tools").hidden = find("#facts").hidden = yes;
  };
  fold.addEventListener("click", () => {
    kept.folded = fold.getAttribute("aria-expanded") == "true";
    keep();
    folded(kept.folded);
  });
  folded(kept.folded ?? innerWidth < 600);
  if (kept.closed == document.body.dataset.panel) panel.hidden = true;
  if (location.hash && one.frame) one.show(location.pathname, location.hash);
  show();

  // News. Every build of every run of the preview has its name, behind which stand
  // pages that have changed: those are shown again at once. Whoever has another
  // build and another page asks.
  const news = (text) => {
    const [build, ...changed] = text.split(" ");
    const [[run, number], [was, last]] = [build, document.body.dataset.build].map((name) => name.split("."));
    if (run == was && Number(number) <= Number(last)) return; // it has been asked for since
    document.body.dataset.build = build;
    for (const pane of [one, other]) {
      if (pane?.frame && pane.away.hidden && changed.includes(pane.at)) pane.again();
      else pane?.update();
    }
  };
  const channel = new BroadcastChannel("sotto-desk");
  let last, stream;
  const listen = () => {
    stream = new EventSource("/.sotto/events");
    stream.onmessage = (event) => {
      last = event.data;
      channel.postMessage({ news: last });
      news(last);
    };
  };
  channel.onmessage = ({ data }) => {
    if (data.news) news(data.news);
    else if (last) channel.postMessage({ news: last }); // somebody new has asked
  };
  if (navigator.locks) {
    // Who has the lock listens for all tabs, until it is closed.
    navigator.locks.request("sotto-desk", () => {
      listen();
      return new Promise(() => {});
    });
    channel.postMessage({});
  } else {
    const visible = () => {
      if (document.hidden) {
        stream?.close();
        stream = undefined;
      } else if (!stream) listen();
    };
    document.addEventListener("visibilitychange", visible);
    visible();
  }
})();
