package main

// The tests that whole builds hold the wiring by.
const (
	promises = "TestSmallSiteIsFine|TestThePromisesReachTheAudit"
	stages   = "TestOneRequest|TestNothingOfABrokenSite|TestTheWholeIsAudited"
	discreet = "TestDiscreetHeads|TestTheSitesNameOnce"
	owns     = "TestCases"
	causes   = "TestTheCauseComesFirst"
	files    = "TestFiles|TestTheAuditKnowsWhatIsMeantToBeThere"
	taken    = "TestWhatIsMadeAgain"
	goesOn   = "TestWhatAnEditMayBe"
	limits   = "TestLimits|TestOnlySoManyFindings|TestHowFarAQuotationGoes"
)

// mutants are grouped by what they unplug.
var mutants = []mutant{
	// What the audit is told of the site.
	{"no page is discreet", "pipeline/policy.go", "return p != nil && p.Section.Discreet }", "return false && p.Section.Discreet }", "pipeline", promises, always},
	{"every page is discreet", "pipeline/policy.go", "return p != nil && p.Section.Discreet }", "return p != nil }", "pipeline", promises, soak},
	{"no section is without an exit", "pipeline/policy.go", "return p != nil && p.Section.NoExit }", "return p != nil && false }", "pipeline", promises, always},
	{"no page needs an exit", "pipeline/policy.go", "return p != nil && p.Section.NoExit }", "return p != nil }", "pipeline", promises, always},
	{"no word is sensitive", "pipeline/policy.go", "Sensitive: sensitive,", "", "pipeline", promises, always},
	{"one language's sensitive words for all", "pipeline/policy.go", "= s.Config.Sensitive[l]", "= s.Config.Sensitive[s.Config.Languages[0]]", "pipeline", promises, soak},
	{"any policy will do", "pipeline/policy.go", "CSP:       a.CSP,", "", "pipeline", promises, always},
	{"any exit will do", "pipeline/policy.go", "Exit:      s.Config.Exit.URL,", "", "pipeline", promises, always},
	{"links may lead anywhere", "pipeline/policy.go", "Outbound:  s.Config.Outbound,", `Outbound:  append(s.Config.Outbound, "www.example.com"),`, "pipeline", promises, always},
	{"links may lead nowhere", "pipeline/policy.go", "Outbound:  s.Config.Outbound,", "", "pipeline", promises, soak},
	{"any language will do", "pipeline/policy.go", "Languages: languages,", "", "pipeline", promises, always},
	{"the site has no address", "pipeline/policy.go", "BaseURL:   s.Config.BaseURL,", "", "pipeline", promises, soak},

	// The order of the stages.
	{"a page may be two requests", "pipeline/line.go", "facts.Requests() > 1", "facts.Requests() > 2", "pipeline", stages, always},
	{"one request in every mode", "pipeline/line.go", "l.site.Config.Size.Mode == site.Uniform && ", "", "pipeline", stages, soak},
	{"a broken page is staged", "pipeline/line.go", "if !l.publish || diag.Count(o.Findings, diag.Error) > 0 {", "if !l.publish {", "pipeline", stages, always},
	{"an error among the pages is passed over", "pipeline/pipeline.go", "if diag.Count(findings, diag.Error) > 0 {", "if false {", "pipeline", stages, always},
	{"the audit of the whole is forgotten", "pipeline/pipeline.go", ", inOutput(line.auditor.Site(line.facts()))", "", "pipeline", stages, always},
	{"what the stage has found is forgotten", "pipeline/line.go", "findings = append(findings, more...)\n\t}", "_ = more\n\t}", "pipeline", limits, soak},
	{"findings on further pages are not counted", "pipeline/findings.go", "out[s.at].more++", "_ = out[s.at].more", "pipeline", promises, always},

	// What is told first.
	{"what follows from a broken file is told", "pipeline/findings.go", "diag.Causes(findings, Rules())", "findings", "pipeline", causes, always},
	{"pages are blamed for their templates", "pipeline/findings.go", "list = pages.blame(content, list)", "_ = content", "pipeline", causes, always},
	{"pages are blamed for the style", "pipeline/pipeline.go", "if assets.StyleSource != nil {", "if false {", "pipeline", causes, soak},
	{"no list of hosts is offered", "markdown/link.go", "f.Item, f.List = problem.Item, problem.List", "", "pipeline", "TestManyFindings", soak},
	{"causes are told among all others", "pipeline/findings.go", "f.Shared = shared(f.Pos.File)", "_ = shared", "pipeline", causes, soak},

	{"all new pages are told one title", "load/tabtitles.go", "for n.taken[strings.ToLower(write(number))] {", "for false {", "pipeline", "TestEachIsToldItsOwnTitle", soak},
	{"titles are told apart in one language alone", "load/tabtitles.go", "n.taken[strings.ToLower(title)], n.title[p] = true, title", "n.title[p] = title", "pipeline", "TestEachIsToldItsOwnTitle", soak},
	{"what a page has lost says nothing of its folder", "links/links.go", "r.site.Pages, r.missing(source)...)", "r.site.Pages)", "pipeline", "TestMovedPagesAreFound", always},
	{"equal titles have no line", "pipeline/blame.go", `f.Code == "access/title" && f.more == 0 && l.sameTitle(f, p)`, "false", "pipeline", "TestEqualTitles", soak},
	{"a far year is not told", "load/load.go", "checkYears(pages, in.Clock)", "_ = checkYears", "pipeline", "TestFarYears", soak},
	{"a long line is shown whole", "diag/source.go", "longLine = 240", "longLine = 240000", "pipeline", "TestExcerpts", soak},
	{"UTF-16 is known by its mark alone", "diag/source.go", "case zeros[1] >= most && zeros[0] <= few:", "case false:", "pipeline", "TestExcerpts", soak},
	{"keys of others lose their values", "schema/counterparts.go", `strings.ReplaceAll(c.Answer, "{value}", value)`, `strings.ReplaceAll(c.Answer, "{value}", otherwise)`, "pipeline", "TestKeysOfOtherGenerators", soak},

	// What is known and can wait.
	{"anything may wait", "pipeline/known.go", "Holdable(f) && o.Known(f)", "o.Known(f)", ".", "TestScripts/baseline$", soak},
	{"what may wait and may not is one", "pipeline/known.go", " && !slices.Contains(notHoldable, f.Code)", "", "pipeline", "TestHoldable", always},
	{"a known error fails the build", "diag/diag.go", "f.Severity == s && !f.Known {", "f.Severity == s {", ".", "TestScripts/baseline$", soak},
	{"of what is known there may be more", "diag/baseline.go", "f.Known && left[k] > 0", "f.Known", "diag", "TestBaselineCounts", always},

	// What comes from another generator, and what a form writes.
	{"a broken page is left out of an import", "imports/hugo.go", "		h.broken(name, data, at, err)\n", "		_ = at\n", ".", "TestScripts/import$", soak},
	{"a key without a counterpart is lost", "imports/front.go", "				comment(key, v)\n				continue\n", "				continue\n", ".", "TestScripts/import$", soak},
	{"of two pages with one name one is lost", "imports/hugo.go", "if i > 0 && h.pages[i-1].to == p.to {", "if false {", "imports", "TestClash", soak},
	{"an import writes over a site", "importcmd.go", "err == nil && len(list) > 0 {", "err == nil && len(list) > 1<<30 {", ".", "TestScripts/import$", soak},
	{"a form lacks the keys of a kind", "cms/cms.go", "w.rows(3, k.Rows, w.discreet(d.path))", "w.rows(3, w.keys.Kind(site.Plain).Rows, w.discreet(d.path))", "cms", "TestRoundTrip$", soak},

	// What is published already.
	{"published addresses may vanish", "pipeline/pipeline.go", "if sound && in.Published != nil {", "if false && in.Published != nil {", "pipeline", "TestVanished$", always},
	{"a page that is taken back fails the build", "links/vanished.go", "Severity: diag.Info, Pos:", "Severity: diag.Error, Pos:", "pipeline", "TestVanished$", soak},
	{"a lost page's title is not read", "pipeline/vanished.go", "lost[i].Title = html.UnescapeString(string(m[1]))", "_ = html.UnescapeString(string(m[1]))", "pipeline", "TestVanished$", soak},
	{"links may name any language", "links/links.go", "named != nil && named.Lang !=", "false && named.Lang !=", "pipeline", "TestCases", soak},

	// Charts, and tables to take along.
	{"a table is published though no page leads to it", "pipeline/pipeline.go", "!needed[f.With] {", "!needed[f.With] && false {", "pipeline", "TestCases/charts$", together},
	{"a discreet page offers a file", "render/chartdata.go", "if p.Section.Discreet {", "if false {", "pipeline", "TestCases/charts-badly", together},
	{"a bar may be below zero", "render/chart.go", "cell.value < 0 && !t.below:", "cell.value < 0 && false:", "render", "TestBadCharts", soak},
	{"labels of a slope stay where they overlap", "render/chartslope.go", "right := spread(places[1], heights, top, bottom)", "right := places[1]", "render", "TestNoOverlaps", soak},
	{"a withheld number is drawn", "render/chartdata.go", "number: cell.Kind == site.Known}", "number: cell.Kind != site.NotKnown}", "render", "TestCharts", soak},

	// Which files of static/ are published.
	{"every file is published", "pipeline/files.go", "if !f.Published {", "if false {", "pipeline", files, always},
	{"what pages show is not needed", "pipeline/files.go", "path[len(path)-1] != '/' {", "path[len(path)-1] != '/' && r.Kind != audit.RefImage {", "pipeline", files, always},
	{"what pages link to is not needed", "pipeline/files.go", "path[len(path)-1] != '/' {", "path[len(path)-1] != '/' && r.Kind != audit.RefAnchor {", "pipeline", files, soak},
	{"unused files are not told", "pipeline/files.go", "links.CheckFiles(fates), nil", "nil, nil", "pipeline", files, soak},
	{"files are not audited", "pipeline/files.go", "rename(findings, func", "rename(findings[:0], func", "pipeline", files, always},
	{"templates are not looked into", "pipeline/files.go", "links.Named(fates, site.TemplatesFolder+name, text)", "_ = text", "pipeline", files, soak},
	{"pictures of withheld pages are not looked for", "links/files.go", "append(pathsIn(text), named...)", "append(pathsIn(text), named[:0]...)", "pipeline", files, always},
	{"nor what their front matter names", "links/files.go", "append(pathsIn(text), named...)", "append(pathsIn(text[:0]), named...)", "pipeline", files, soak},
	{"a folder publishes what a draft uses", "links/files.go", "listed && f.Held.Page == nil", "listed", "pipeline", files, always},
	{"listed files are not published", "links/files.go", "needed[file] || slices.Contains(s.Config.Files, file)", "needed[file]", "pipeline", files, always},
	{"the audit lets any file be there", "pipeline/policy.go", "return alone[path] ||", "return true || alone[path] ||", "pipeline", files, always},
	{"the audit knows of no listed file", "pipeline/policy.go", "range s.Config.Files {", "range s.Config.Files[:0] {", "pipeline", files, soak},

	// The script.
	{"the script's source is not audited", "pipeline/pipeline.go", "findings = append(findings, audit.Script(site.StaticFolder+asset.ScriptFile, assets.Source)...)", "", "pipeline", "TestScriptsInTheSource", always},
	{"the script in the pages is not audited", "audit/inline.go", "p.inline(&p.auditor.scripts, start, end, checkScript)", "p.inline(&p.auditor.scripts, start, end, func([]byte) []located { return nil })", "pipeline", "TestScriptsInAFolder", always},
	{"a template may bring a script where there is none", "pipeline/policy.go", `script = "none"`, `script = ""`, "pipeline", "TestNoScript", always},
	{"no script is wanted, and there is one", "pipeline/policy.go", "if s.Config.Script == site.NoScript {", "if false {", "pipeline", "TestNoScript", soak},
	{"the page may be left for anywhere", "audit/scriptscope.go", "case u.leaves && b.other:", "case false:", "audit", "TestScripts", soak},
	{"a function of the browser may be kept", "audit/scriptvalue.go", "func(u scriptUse) bool { return u.read }", "func(u scriptUse) bool { return true }", "audit", "TestScripts", soak},
	{"the exit's class may stand on anything", "audit/frame.go", "f.falseExit[1] > 0", "false", "audit", "TestPlanted", soak},

	// What a discreet page keeps to itself.
	{"discreet pages tell of their twins", "site/asked.go", "len(p.Twins) > 0 && !p.Section.Discreet && ", "len(p.Twins) > 0 && ", "pipeline", discreet, always},
	{"the sitemap tells of every twin", "derived/sitemap.go", "range s.Alternates(p) {", "range p.Twins {", "pipeline", discreet, always},
	{"discreet tabs tell the site's name", "site/asked.go", "if !p.Section.Discreet && p.TabTitle != b.Title {", "if p.TabTitle != b.Title {", "pipeline", discreet, always},
	{"the home page's tab says it twice", "site/asked.go", "if !p.Section.Discreet && p.TabTitle != b.Title {", "if !p.Section.Discreet {", "pipeline", discreet, soak},

	// What pictures say about their making.
	{"pictures are copied as they are", "asset/files.go", "out, err := k.clean(data)", "out, err := data, error(nil)", "pipeline", "TestPicturesTellNothing", always},
	{"browsers' silence about the style is kept", "asset/asset.go", "if findings = checkSheet(file, data); ", "if findings = nil; ", "asset", "TestAPaleText", always},
	{"the dark scheme has the light one's colours", "asset/contrast.go", `!strings.Contains(at, "prefers-color-scheme:"+c.name)`, "true", "asset", "TestPlantedInTheSheet", soak},
	{"any colour profile will do", "audit/imageprofile.go", "return slices.Contains(ownProfiles, hex.EncodeToString(sum[:]))", "return slices.Contains(ownProfiles, hex.EncodeToString(sum[:])) || true", "pipeline", "TestPicturesPlanted", soak},

	// What holds in a folder.
	{"the new site may still be in memory only at the swap", "output/commit.go", "return d.staging.syncAll()", "return nil", "output", "TestPowerCut$", always},
	{"the swap may be undone by a power cut", "output/commit.go", "errors.Join(d.parent.sync(), d.staging.sync())", "errors.Join()", "output", "TestPowerCut$", soak},
	{"a warm build's files are not waited for", "output/commit.go", "if ready = d.ready(); ready != nil && !d.warm {", "if ready = d.gather(); ready != nil && !d.warm {", "output", "TestPowerCut$/with_a_spare$", soak},
	{"files of another sum are kept", "output/warm.go", "|| s.m.files[i] != f {", "|| false && s.m.files[i] != f {", "output", "TestKeepRefuses", always},
	{"files that were touched are kept", "output/warm.go", "!ok || s.odd[i] ||", "!ok ||", "output", "TestKeepsNothingOdd", soak},
	{"a strange spare is used", "output/spare.go", "if !s.of(d.parent, d.base) || !looksLike(", "if !s.of(d.parent, d.base) || false && !looksLike(", "output", "TestStrangeSpare", always},
	{"a spare of what was replaced stays", "output/commit.go", "if d.spare != nil && !d.spare.of(d.parent, d.base) {", "if false {", "output", "TestSpareOfAbortedBuild", always},
	{"the spare keeps what has gone", "output/spare.go", "errors.Join(removeNames(tree, namesOf(diff.gone)), removeFolders(tree, diff.emptied))", "error(nil)", "output", "TestWarm$", always},
	{"a site that did not change is swapped", "output/commit.go", "unchanged := d.unchanged(tree)", "unchanged := false", "output", "TestNothingChanged", soak},
	{"names that come during a build are not seen", "output/survey.go", "if s.oddFiles > 0 || s.strange || !s.sameNames(e) {", "if s.oddFiles > 0 || s.strange {", "output", "TestRefused", always},
	{"a name that comes at the swap is not seen", "output/spare.go", "if !looksLike(d.staging.Root, treeDir, s.sameNames) {", "if false {", "output", "TestWarmForeignFileDuringSwap", soak},
	{"a folder is known by its number alone", "output/seen.go", "l.changed < s.settled && m == markOf(l)", "l.changed < s.settled && m.number == l.number", "output", "TestSeenFolders", always},
	{"a spare is known where its site is not", "output/survey.go", "sure[i] = f.unchanged && s.before.spare(i, l)", "sure[i] = s.before.spare(i, l)", "output", "TestSeenFileIsPutBack", soak},
	{"an older build replaces a newer one", "output/commit.go", "if now.overtook(d.began) {", "if false && now.overtook(d.began) {", "output", "TestPausedBuild", always},

	// The limits that the manuals promise. Each has a test of its own, which none
	// of the others can make fail, so that they are broken all at once.
	{"files of more than 1 MiB", "load/text.go", "maxFile  = 1 << 20", "maxFile  = 1<<20 + 1", "pipeline", "TestLimits/bytes_of_a_file", together},
	{"front matter of more than 64 KiB", "load/text.go", "maxFront = 64 << 10", "maxFront = 64<<10 + 1", "pipeline", "TestLimits/bytes_of_front_matter", together},
	{"more findings of a file", "load/text.go", "maxFindings = 100", "maxFindings = 101", "pipeline", "TestOnlySoManyFindings/front_matter", together},
	{"names of more than 100 letters", "load/walk.go", "len(name) > 100", "len(name) > 101", "pipeline", "TestLimits/letters_of_a_name", together},
	{"more than 3 points", "schema/release.go", "Most: 3,", "Most: 4,", "pipeline", "TestLimits/points_of_a_release", together},
	{"more than 4 figures", "schema/campaign.go", "Most: 4,", "Most: 5,", "pipeline", "TestLimits/figures_of_a_campaign", together},
	{"pages of more than 256 KiB", "markdown/limit.go", "maxPage = 256 << 10", "maxPage = 256<<10 + 1", "pipeline", "TestLimits/bytes_of_Markdown", together},
	{"more than 32 open blocks", "markdown/limit.go", "maxOpen = 32", "maxOpen = 33", "pipeline", "TestLimits/blocks_inside_each_other", together},
	{"paragraphs of more than 2,000 lines", "markdown/limit.go", "maxLines = 2000", "maxLines = 2001", "pipeline", "TestLimits/lines_of_a_paragraph", together},
	{"more than 400 marks", "markdown/limit.go", "maxMarks = 400", "maxMarks = 401", "pipeline", "TestLimits/marks_of_a_paragraph", together},
	{"more findings of a page", "markdown/limit.go", "maxFindings = 100", "maxFindings = 101", "pipeline", "TestOnlySoManyFindings/Markdown", together},
	{"longer labels", "markdown/opening.go", "const maxLabel = 999", "const maxLabel = 1000", "pipeline", "TestLimits/bytes_of_a_label", together},
	{"longer paths", "output/names.go", "maxPath = 200", "maxPath = 201", "pipeline", "TestLimits/letters_of_a_path", together},
	{"longer names in a path", "output/names.go", "maxName = 100", "maxName = 101", "output", "TestPaths", soak},
	{"deeper elements", "audit/profile.go", "100, // far below", "101, // far below", "pipeline", "TestLimits/elements_inside_each_other", together},
	{"shorter quotations that start with an elision", "markdown/typography.go", "const far = 200", "const far = 199", "pipeline", "TestHowFarAQuotationGoes", together},

	// What the schema promises of a site's own kinds and components.
	{"missing fields pass", "schema/own.go", "f.Name, f.Needed, true", "f.Name, false, true", "pipeline", owns, soak},
	{"numbers have no bounds", "render/fields.go", "n < r.Least || n > r.Most", "false", "pipeline", owns, soak},
	{"what a page says seldom, all pages say", "load/front.go", "if p.Seldom == c.nothing {", "if false {", "load", "TestSites", soak},
	{"a text of the front matter is known by its place, whatever its key", "site/said.go", "got.Key == t.Key && ", "", "site", "TestSaid", soak},
	{"unread dates do not hide a page", "load/front.go", "p.Draft = p.Draft || p.unread", "p.Draft = p.Draft || false", "load", "TestUnreadHides", soak},
	{"fields are not typeset", "load/typeset.go", "p.Fields[i].Value = markdown.Typeset(l, v)", "p.Fields[i].Value = v", "pipeline", owns, soak},

	// Small numbers.
	{"small numbers: tables hide none", "load/smallnumbers.go", "figures.Withhold(all)", "figures.Withhold(nil)", "pipeline", owns, soak},
	{"small numbers: nothing is hidden beside them", "figures/hidden.go", "if p.Secondary {", "if false {", "figures", "TestHideInTheNorthWest", always},
	{"small numbers: they stay in the table below the mark", "figures/hiddendata.go", "Kind: site.Hidden, Line: c.Line", "Kind: site.Hidden, Value: c.Value, Line: c.Line", "figures", "TestWithhold", always},
	{"small numbers: percentages of hidden numbers", "figures/hiddenworld.go", "shown = shown && !h.hidden[c]", "shown = shown && (!h.hidden[c] || true)", "figures", "TestHiddenPercentages", always},
	{"small numbers: tables that share cells are hidden apart", "figures/hiddenlinked.go", "Tie{{i, 1}, {j, -1}})", "Tie{{i, 1}, {i, -1}})", "figures", "TestWithheldTablesUnderAttack|TestWithholdInBoth", soak},
	{"small numbers: a cell is shown again unseen", "figures/hiddenchoice.go", "if !h.stillProved() {", "if false {", "figures", "TestRandomTables", soak},
	{"small numbers: a small cell may be as small as it is", "figures/hiddenworld.go", "if down.at(i) != -value {", "if false {", "figures", "TestRandomTables|TestEveryNumberIsPossible", soak},
	{"small numbers: rounding forgets the threshold", "figures/hiddenworld.go", "(c.Signed || v >= h.p.Threshold)", "true", "figures", "TestRandomTables", soak},
	{"small numbers: rounding forgets percentages", "figures/hiddenworld.go", "if h.ratioShown(r) {", "if h.ratioShown(r) && false {", "figures", "TestRandomTables", soak},
	{"small numbers: an exemption never ends", "load/smallnumbers.go", "!clock.Before(until)", "false", "load", "TestMistakes", soak},

	// Figures are data.
	{"what a table states is not recomputed", "load/figures.go", "range figures.Check(t.Dataset)", "range figures.Check(t.Dataset)[:0]", "load", "TestAnyCell", soak},
	{"a cell that was read twice may differ", "load/figurenames.go", "if mine.Kind != other.Kind || figures", "if false && figures", "load", "TestAnyCell", soak},
	{"claims are not held against their figure", "render/figures.go", "problem = figures.Claim(f, d.Label, e.language(), e.number)", "problem = nil", "pipeline", "TestHouseRules", soak},
	{"nor those of the front matter", "load/figuretext.go", "problem := figures.Claim(f, words, l, write); problem != nil", "problem := figures.Claim(f, words, l, write); false", "pipeline", "TestHouseRules", soak},
	{"statistics may be typed by hand", "editorial/editorial.go", ", statistics", "", "pipeline", "TestHouseRules", soak},

	// So is where statements are from.
	{"evidence needs no source", "editorial/spot.go", "\tu.evidence(hits)\n", "", "pipeline", "TestHouseRules", soak},
	{"nobody looks at the sources", "pipeline/pipeline.go", "\tfindings = append(findings, house.Sources(said)...)\n", "", "pipeline", "TestEverySource|TestCases/sources", always},
	{"an overdue source names no page", "editorial/sources.go", "u.findings[n+i].Also = pages", "u.findings[n+i].Also = pages[:0]", "pipeline", "TestEverySource", soak},
	{"a source's own words are judged", "editorial/prose.go", "if r.u.citedAt(at) {", "if false && r.u.citedAt(at) {", "pipeline", "TestCases/sources", soak},

	// The law is data too.
	{"what pages say of the law is not read", "editorial/editorial.go", ", law, marks", ", marks", "pipeline", "TestHouseRules", soak},
	{"a page may state an expired law", "editorial/law.go", "\tu.shownLaws()\n", "", "pipeline", "TestEveryEntryOfTheLawExpires", soak},
	{"a nation without a law may be named", "editorial/law.go", "\t\tif about {", "\t\tif false && about {", "pipeline", "TestHouseRules", soak},
	{"a law need not say since when it holds", "load/law.go", "case v.Since == \"\" && len(v.Force) == 0:", "case false:", "load", "TestMistakes", soak},

	// How a text is written.
	{"nobody reads how a text is written", "editorial/editorial.go", ", prose, dates", ", dates", "pipeline", "TestHouseRules", soak},
	{"what pasted text has become is not told", "editorial/prose.go", "\t\tr.slips()\n", "", "pipeline", "TestHouseRules", soak},
	{"parts of the site are let off without a word", "pipeline/pipeline.go", "findings = append(findings, house.Parts(said)...)", "_ = said", "pipeline", owns, always},
	{"and for ever", "editorial/plain.go", " || !s.Until.IsZero() && !h.site.Clock.Before(s.Until)", "", "pipeline", owns, soak},
	{"the form of wrong words is told too", "editorial/editorial.go", "\tu.outweigh()\n", "", "pipeline", "TestHouseRules", soak},
	{"contacts may be typed by hand", "editorial/editorial.go", ", contactRules", "", "pipeline", "TestContactsWherever", soak},
	{"templates may hold contacts", "pipeline/pipeline.go", "house.Spoken(typed)", "house.Spoken(typed[:0])", "pipeline", "TestContactsWherever", soak},
	{"templates may hold words", "pipeline/pipeline.go", "slices.Concat(b.found, more, house.Spoken(s.Spoken)", "slices.Concat(b.found, more[:0], house.Spoken(s.Spoken)", "pipeline", "TestContactsWherever", soak},
	{"one address has two findings", "pipeline/line.go", "append(sharper(findings, more), more...)", "append(findings, more...)", "pipeline", "TestHouseRules", soak},
	{"a chat may have the website's address", "load/servicechecks.go", "return u.url == url }", "return false && u.url == url }", "load", "TestMistakes", soak},
	{"a closure that is over is told for ever", "editorial/dates.go", `!u.house.site.Clock.Before(closure.To.AddDate(0, 0, 1))`, `false`, "pipeline", "TestCases", soak},
	{"a date may have no source", "load/servicechecks.go", `if g.has("asOf") && !g.has("source")`, `if false && !g.has("source")`, "load", "TestMistakes", soak},
	{"old hours are told to nobody", "site/service.go", `return hours.AsOf == "" ||`, `return false &&`, "render", "TestComponents", soak},
	{"no language comes first", "render/services.go", "if slices.Contains(s.Of(c).Languages, string(e.lang)) {", "if true {", "render", "TestComponents", soak},
	{"the hours' own day never comes", "editorial/dates.go", "u.known(&c.Hours.Found,", "u.known(&c.Found,", "pipeline", owns, soak},
	{"a number may be of any length", "load/servicechecks.go", `schema.NumberProblem(ch.Dial, countries); message != ""`, `schema.NumberProblem(ch.Dial, countries); false && message != ""`, "load", "TestMistakes", soak},
	{"no kind of page states figures", "load/config.go", "s.Author, s.Figures = k.Feed, k.Day, k.Author, k.Figures", "s.Author, s.Figures = k.Feed, k.Day, k.Author, false", "pipeline", "TestHouseRules", soak},
	{"no kind of page is signed", "load/config.go", "s.Signed = k.Signed", "s.Signed = false", "pipeline", "TestHouseRules", soak},
	{"contacts hold for ever", "editorial/dates.go", "u.contactsEnd(r)", "_ = u.contactsEnd", "pipeline", "TestContactsEnd", soak},
	{"a release may be published under embargo", "editorial/dates.go", "u.embargo()", "_ = u.embargo", "pipeline", "TestCases", soak},
	{"boilerplates are never due", "editorial/dates.go", "u.boilerplates()", "_ = u.boilerplates", "pipeline", "TestCases", soak},
	// Days, and two languages level.
	{"translations are not compared", "pipeline/pipeline.go", "findings = append(findings, house.Together(said, line.text)...)", "_ = said", "pipeline", "TestLevel", soak},
	{"a way to get help may be in one language alone", "editorial/twins.go", "l.pieces(pairs)", "_ = pairs", "pipeline", "TestLevel", soak},
	{"a review holds for any text", "editorial/dates.go", "case digest:", "case digest, p.ReviewedText:", "pipeline", "TestReviewOfAText", soak},
	{"what is long overdue stops nothing", "editorial/dates.go", "case late > 0 && ", "case false && ", "pipeline", owns, soak},
	{"pages offer the site's own service, whatever they say", "site/strip.go", "ids := p.contact(s.Config.Languages[0])", "ids := []string(nil)", "site", "TestStrip", soak},
	{"an emergency number is offered to talk", "site/strip.go", " && !slices.Contains(emergencies, c.Dial)", "", "site", "TestStrip", soak},
	{"a service that nobody can reach is offered", "load/contact.go", "case !v.Reachable():", "case false:", "load", "TestMistakes", soak},
	{"two ways on at the end of a chapter", "render/kinds.go", "return d.Name == \"next\"", "return false", "render", "TestOneWayOn", soak},
	{"nobody is told that a page is not in their language", "render/frame.go", "range e.site.Absent(p) {", "range []site.Lang(nil) {", "pipeline", owns, soak},

	// Terms and safety.
	{"words are not looked for", "editorial/editorial.go", "chapter, spotted", "chapter", "pipeline", "TestHouseRules", soak},
	{"a refusal is taken for advice", "editorial/fair.go", "if u.has(set, &before) {", "if false && u.has(set, &before) {", "pipeline", "TestHouseRules", soak},
	{"titles of laws are judged", "editorial/fair.go", "|| u.inTitle(s, &sentence, h) ", "", "pipeline", "TestHouseRules|TestCases", soak},
	{"consequences need no crisis box", "editorial/safety.go", "if !box {", "if false {", "pipeline", "TestHouseRules", soak},
	{"any promise will do", "editorial/safety.go", "promised = append(promised, h)", "promised = append(promised[:0], h)[:0]", "pipeline", "TestHouseRules", soak},
	{"one stop rule is enough for all exercises", "editorial/safety.go", "return p.within == in && p.lang", "return p.within >= 0 && p.lang", "pipeline", "TestCases", soak},
	{"help may be far", "editorial/safety.go", "far > rules.Within {", "far > 10*rules.Within {", "pipeline", "TestCases", soak},
	{"a page may say for itself what a helper passes on", "editorial/safety.go", "u.passing(h)", "_ = h", "pipeline", "TestHouseRules", soak},
	{"what a directive says is taken for the page's own words", "editorial/passing.go", "d.Offset <= at && at < d.End", "at < 0", "pipeline", "TestCases", soak},
	{"the directive is no way to the limits", "editorial/safety.go", "case u.page != nil && u.saysLimits():", "case false:", "pipeline", "TestCases", soak},
	{"no page is named for what it states of helpers", "editorial/dates.go", "u.statesOverdue()", "", "pipeline", "TestWhatHelpersPassOn", soak},
	{"what a helper passes on may cite anything", "load/limits.go", "if s.Source(id) == nil {", "if false {", "load", "TestMistakes", soak},
	{"a rule may name a set that is not there", "load/houserules.go", `if d.among("set", at[i], s, d.sets) {`, "if true {", "load", "TestMistakes", soak},

	// What is taken over from earlier builds.
	{"reading times of other pages do not count", "pipeline/keys.go", "strconv.Itoa(p.Minutes())", "strconv.Itoa(0)", "pipeline", taken + "/many_words", soak},
	{"other pages' front matter does not count", "pipeline/keys.go", "p.Front, ", "", "pipeline", taken, always},
	{"the day does not count", "pipeline/keys.go", "parts = append(parts, s.Clock.In(zone).Format(time.DateOnly))", "_ = zone", "pipeline", taken + "/a_later_clock", soak},
	{"a page's own times do not count", "pipeline/keys.go", "string(p.Digest[:]), k.passed(p))", "string(p.Digest[:]))", "pipeline", "TestTimesOfOneDay", soak},
	{"files that are no pages do not count", "pipeline/keys.go", "parts = append(parts, string(sum[:]))", "_ = sum", "pipeline", taken, always},
	{"the program does not count", "pipeline/keys.go", `"files", in.Tool, `, `"files", `, "pipeline", taken + "/another_program", soak},
	{"another view is taken for the same", "pipeline/keys.go", "path, view)", "path)", "pipeline", taken, always},
	{"the proof is taken over", "pipeline/again.go", "!a.cached() || o.Tells || ", "!a.cached() || ", "pipeline", "TestTheProofIsMadeAgain", soak},
	{"a site that does not load begins anew", "pipeline/built.go", "if l == nil || l.lost != nil ||", "if l == nil || !l.publish || l.lost != nil ||", "pipeline", "TestWhatAnEditMayBe", soak},
	{"what loading has told of a text stays", "pipeline/built.go", " || b.told(p.File()) {", " {", "pipeline", "TestWhatAnEditMayBe", soak},
	{"pages of a site that does not load are told to be made", "pipeline/built.go", "made != nil && l.publish &&", "made != nil &&", "pipeline", "TestWhatAnEditMayBe", soak},
	{"a title is taken for a text", "pipeline/built.go", "!ok || string(text[:p.BodyStart]) != p.Front", "!ok", "pipeline", goesOn, always},
	{"an edit on another day goes on", "pipeline/built.go", " || !e.Clock.Before(b.until)", "", "pipeline", goesOn, soak},
	{"an edit leaves the proof as it was", "pipeline/built.go", "changed || o.Tells || ", "changed || ", "pipeline", goesOn, soak},
	{"an edit leaves reading times as they were", "load/reread.go", " && again.Minutes() == p.Minutes()", " && again.Minutes() > 0", "pipeline", goesOn, soak},
	{"an edit does not look at characters", "load/reread.go", "len(t.findings) == 0 && ", "", "pipeline", goesOn, soak},
	{"what was found before is added to", "pipeline/pipeline.go", "slices.Clone(b.found)", "b.found", "pipeline", goesOn, soak},
	{"what a page is not known by is taken over", "cache/cache.go", "return c.value(name, &key, to)", "return c.value(name, nil, to)", "cache", "TestGet", soak},
	{"a damaged cache is read", "cache/form.go", "!bytes.Equal(whole.Sum(nil), ends[8:])", "false", "cache", "TestDamagedIsEmpty", soak},
	{"a record that has changed since is read", "cache/disk.go", "!ok || sumOf(data) != e.sum", "!ok", "cache", "TestChangedBeforeItsUse", always},
	{"another program's cache is read to its end", "cache/form.go", "n != len(head) || !bytes.Equal(begins, head)", "n != len(head)", "cache", "TestAnotherProgram", soak},
	{"a look ahead is written down", "cache/cache.go", "next.rooms = c.rooms\n", "next.rooms, next.disk = c.rooms, c.disk\n", "pipeline", "TestScratchHoldsNothingWithheld", always},
	{"what was killed stays where it lies", "cachefile.go", "\ts.sweep()\n", "", "", "TestStore$", soak},
	{"anybody finds the scratch file", "cachefile.go", "f, os.Remove(f.Name()) != nil\n", "f, true\n", "", "TestStore$", soak},
	{"what another build has swept away is lost", "cachefile.go", "for range 3 {", "for range 1 {", "", "TestSweptWhileSaving", soak},
	{"a file that has just been written is known by its looks", "pipeline/sources.go", "if !s.rested(of) {", "if false {", "pipeline", "TestTwoWritingsInOneTick", always},
	{"a withheld page's file is known", "load/known.go", "p.held == nil && ", "", "load", "TestRecalled", always},
	{"what is wrong in a file is told once and never again", "load/known.go", "p.sound && ", "", "load", "TestRecalled", soak},
	{"a file that was written to the same length is the same", "load/known_unix.go", "Changed: st.Ctim.Nano(), ", "", "load", "TestLooks", soak},
	{"another file in the place is the same", "load/known_unix.go", "Number: uint64(st.Ino), ", "", "load", "TestLooks", soak},
	{"every file is read each time", "pipeline/pipeline.go", "Memory: in.Sources.memory(in.Tool),", "", "pipeline", "TestRealFiles", soak},
	{"a text that has changed meanwhile is taken", "pipeline/text.go", "err == nil && sha256.Sum256(data) != p.Digest", "err == nil && false && sha256.Sum256(data) != p.Digest", "pipeline", "TestAFileThatLooksTheSame|TestTextReadAgain", soak},
	{"all texts stay in memory", "pipeline/pipeline.go", "Texts: heldTexts, ", "", "pipeline", "TestTextsAreLetGo", soak},
	{"what is kept is called as it is told", "pipeline/findings.go", "f.Also, f.Fix = slices.Clone(f.Also), slices.Clone(f.Fix)", "_ = slices.Clone(f.Also)", "pipeline", "TestNamesAreNotKept", soak},
	{"drafts are kept in the cache", "cachefile.go", "flags.drafts || flags.future", "flags.future", "", "TestScripts/cache", soak},
	{"what is yet to come is kept in the cache", "cachefile.go", " || in.Clock.After(time.Now())", " || time.Now().IsZero()", "", "TestScripts/cache", soak},
	{"what is withdrawn stays in the cache", "cache/cache.go", "\t\tif c.marks[i] == used {\n\t\t\tout", "\t\tif true {\n\t\t\tout", "", "TestScripts/cache", soak},

	// What stays in memory of each page.
	{"pages share nothing", "audit/facts.go", "f.Common = known", "_ = known", "audit", "TestPagesShare", soak},
	{"a menu begins where the page does", "audit/facts.go", "p.menu.line, p.menu.col = line, col", "", "audit", "TestPagesShare", soak},
	{"references stand where the first does", "audit/reflist.go", "w.line, w.col = r.Line, r.Col", "", "audit", "TestRefs", soak},
	{"what is remembered grows with the site", "audit/memo.go", "clear(m.index)", "_ = limit", "audit", "TestMemo", soak},
	{"links to places of other pages are not kept", "links/places.go", "if to != p || ", "if ", "links", "TestPlacesOf", soak},
	{"what is read back has texts of its own", "pipeline/outcome.go", "f.Title = p.TabTitle", "_ = f", "pipeline", "TestOutcomesShare", soak},
	{"ids are there twice", "pipeline/outcome.go", "at[i] < 0 {", "at[i] < 0 || true {", "pipeline", "TestOutcomesShare", soak},

	// What an editor is told.
	{"an editor sees the disk", "lsp/overlay.go", "data, ok := o.open[name]\n\tif !ok {", "data, ok := o.open[name]\n\tif !ok || true {", "lsp", "TestDiagnosticsAreThoseOfCheck", soak},
	{"what is mended stays on the screen", "lsp/publish.go", "for name := range s.published {", "for name := range map[string]display{} {", "lsp", "TestDiagnosticsAreThoseOfCheck", soak},
	{"what was read is read again", "lsp/disk.go", "d.files[name] = r\n\treturn r", "return r", "lsp", "TestDiskIsReadOnce", soak},
	{"what has just been written is trusted", "lsp/disk.go", "if is == r.stamp && !r.young {", "if is == r.stamp {", "lsp", "TestYoungFilesAreCompared", soak},
	{"nobody looks at the disk again", "lsp/checks.go", "need = w.look(func() bool { return len(s.wake) > 0 })", "need = false", "lsp", "TestChangesOfOthers", soak},
	{"half a word in the settings empties all lists", "lsp/held.go", "if !told[place{f.Pos, f.Code}] && before != nil && bytes.Equal(before, now) {", "if false && bytes.Equal(before, now) {", "lsp", "TestWhileSettingsAreBroken", always},
	{"half a site is what may be typed", "lsp/publish.go", "case whole || s.latest == nil", "case true || s.latest == nil", "lsp", "TestWhileSettingsAreBroken", soak},
	{"a page moves without its twin", "lsp/move.go", "if c.From != c.To && !own(c.From) {", "if c.From != c.To && own(c.From) {", "lsp", "TestMoveTakesTwinsAlong", always},
	{"a file is moved twice", "lsp/move.go", "if c.From != c.To && !own(c.From) {", "if c.From != c.To && (true || !own(c.From)) {", "lsp", "TestMoveTakesTwinsAlong", soak},
	{"an editor plans no move", "lspcmd.go", "lsp.New(e.check, e.move)", "lsp.New(e.check, nil)", ".", "TestScripts/lsp$", soak},
	{"an edit is a whole build", "lspchecks.go", "ok && k.built != nil {", "ok && false {", ".", "TestEditingGoesOn", soak},
	{"a fix is of what was there", "lsp/fix.go", "|| !s.stands(f) {", "{", "lsp", "TestFixOfWhatHasMoved", soak},
	{"what is typed in place of one name takes the list", "render/law.go", "inList(problem, id, d.Attrs[\"id\"])", "problem", "render", "TestLawProblems", soak},
	{"another year is a slip", "figures/find.go", "if Slip(parts[i], near) {", "if true {", "figures", "TestFind$", soak},
	{"a new name is for one language", "lsp/rename.go", "for _, t := range p.Twins {", "for _, t := range p.Twins[:0] {", "lsp", "TestRenameHeading", always},
	{"settings keep a heading's old name", "lsp/rename.go", "for _, at := range wordsOf(text, of+\"#\"+id) {", "for _, at := range wordsOf(text[:0], of+\"#\"+id) {", "lsp", "TestRenameHeading", soak},
	{"what a moved file leads to is not mended", "lsp/mend.go", "dest := site.Relative(now, fresh)", "dest := site.Relative(from, fresh)", "lsp", "TestMoveFiles", soak},
	{"columns are characters", "lsp/position.go", "units += utf16.RuneLen(r)\n", "units += min(1, utf16.RuneLen(r))\n", "lsp", "TestPositions", soak},

	// Who may look at a preview.
	{"a preview has any name", "serve/serve.go", "case !p.own(r.Host, here):", "case false && !p.own(r.Host, here):", "serve", "TestWhoMayRead", soak},
	{"a phone needs no secret", "serve/serve.go", "case !p.Phone.knows(r):", "case false:", "serve", "TestWhoMayReadOnAPhone", soak},
	{"a phone is told where files lie", "serve/desk.go", "editor{p.Sources, local(r)}", "editor{p.Sources, true}", "serve", "TestWhoMayReadOnAPhone", soak},
	{"a preview is for any website", "serve/serve.go", "case foreign(r):", "case false:", "serve", "TestWhoMayRead", soak},

	// What changes sources on an editor's behalf.
	{"programs are not told what to type", "diag/machine.go", ", f.Also, f.Fix}", ", f.Also, nil}", "diag", "TestFixInJSON", soak},
	{"edits name a file that nobody would open", "pipeline/findings.go", "f.Fix[j].File = to(f.Fix[j].File)", "_ = j", "pipeline", "TestEditsNameTheFile", soak},
	{"what was pasted has no edits", "editorial/paste.go", "f.Fix = u.mended(s)", "", "pipeline", "TestPlantedSentencesAreMended", always},
	{"words have no edits", "editorial/prose.go", "f.Fix = r.u.swap(r.p, &f, m.start, m.end, *m.instead)", "", "pipeline", "TestPlantedSentencesAreMended", soak},
	{"terms have no edits", "editorial/terms.go", "\t\tif right != \"\" {\n\t\t\tf.Fix", "\t\tif false {\n\t\t\tf.Fix", "pipeline", "TestPlantedSentencesAreMended|TestTermsInTheirPlace", soak},
	{"values have no edits", "load/text.go", "if right := says(help, key); right != \"\" {", "if right := says(help, key); false && right != \"\" {", "pipeline", "TestWhatHelpSaysIsTyped", soak},
	{"figures have no edits", "render/figures.go", ", Write: p.Write}", "}", "pipeline", "TestWhatHelpSaysIsTyped", soak},
	{"links have no edits", "markdown/link.go", "f.Fix = p.swap(start, end, dest, problem.Write)", "", "desk", "TestFix$", soak},
	{"edits may do harm", "desk/fix.go", "if !worse(f.now, res.Findings, list) {", "if true {", "desk", "TestFixDoesNoHarm", always},
	{"a page that cannot be read is compared", "pipeline/line.go", " || l.unread[p.File()]", "", "pipeline", "TestOneMistakeIsToldOnce", always},
	{"a number typed on one side is compared", "pipeline/line.go", " || slices.ContainsFunc(more, distorts)", "", "pipeline", "TestOneMistakeIsToldOnce", soak},
	{"a misspelt exercise is none", "pipeline/line.go", "\tmore = unfollowed(findings, more)\n", "", "pipeline", "TestAMisspeltExercise", soak},
	{"what comes to light keeps edits back", "desk/fix.go", "|| apart && strings.HasPrefix", "|| false && apart && strings.HasPrefix", "desk", "TestWorse", soak},
	{"pasted HTML stays", "markdown/rawhtml.go", "stop > 0 {\n", "stop > 0 && false {\n", "desk", "TestFix$", soak},
	{"any path is made", "desk/new.go", "if err := fitting(strings.TrimSuffix(key, \"/index\"), command); err != nil {", "if err := fitting(strings.TrimSuffix(key, \"/index\"), command); false && err != nil {", "desk", "TestNewRefuses", soak},
	{"the next change is in no list", "status.go", "rows = append(nextRow(res.Site), rows...)", "_ = nextRow", "", "TestScripts/status", soak},
	{"a new page may be wrong", "desk/new.go", "if len(wrong) > 0 {", "if false {", "desk", "TestNewRefuses", soak},
	{"a new translation has no stamp", "desk/new.go", "if m.stamp(after.Findings) {", "if false {", "desk", "TestNewPassesButForPlaceholders", soak},
	{"an archetype may be anything", "load/walk.go", "if err := w.archetypes(fsys, c); err != nil {", "if err := error(nil); err != nil {", "load", "TestMistakes", soak},
	{"a move may break what it likes", "desk/move.go", "if len(wrong) > 0 {", "if false {", "desk", "TestMoveRefuses", always},
	{"keys that name what has moved are left", "desk/move.go", "if name != r.Name {", "if false {", "desk", "TestMoveMends", soak},
	{"links to what has moved are left", "desk/move.go", "\tm.links()\n", "", "desk", "TestMoveMends", soak},
	{"old addresses are lost", "desk/moveaddress.go", "c.New = withAlias(withoutAlias(c.New, now), old)", "c.New = withoutAlias(c.New, now)", "desk", "TestMoveEverythingOnce", always},
	{"discreet addresses change with their files", "desk/moveaddress.go", "was.Section.Discreet && p.Section.Discreet ||", "", "desk", "TestMoveEverythingOnce", soak},
	{"what somebody has changed meanwhile is overwritten", "desk/write.go", "if !bytes.Equal(now, c.Old) {", "if bytes.Equal(now, nil) {", "desk", "TestUndo", soak},
	{"a write that fails leaves what it has done", "desk/write.go", "err = errors.Join(err, undo.run())", "_ = undo.run", "desk", "TestUndo", soak},
	{"what a diff lists has the same instant", "desk/diff.go", "in.Clock = at\n", "", "", "TestScripts/diff", soak},

	// What a preview shows, and when.
	{"an error takes the page away", "serve/build.go", "case !s.broken():", "case err == nil:", "serve", "TestErrorsKeepTheLastGoodPage", soak},
	{"nobody is told of a build", "serve/events.go", "s.build > told {", "told == 0 {", "serve", "TestEvents", soak},
	{"half of a checkout is built", "serve/settle.go", "s.busy != nil && s.busy():", "false:", "serve", "TestSettler", soak},
	{"half of a save is shown", "serve/watch.go", "show == nil || stale && !w.settler.endless(now)", "show == nil", "serve", "TestTry$", soak},
	{"pages are not shown before the whole is known", "serve/watch.go", "case making && left == 0:", "case making && left < 0:", "serve", "TestTry$", soak},
	{"what turns out badly stays", "serve/build.go", "s.site = *s.before", "_ = s.before", "serve", "TestEarly$", soak},
	{"pages are shown early beside mistakes", "previews.go", "if p.sound && c.Early != nil {", "if c.Early != nil {", "", "TestPreviewsGoOn", soak},
	{"what was not worth trying is forgotten", "serve/watch.go", "w.remember(begun)", "_ = begun", "serve", "TestTry$", soak},
	{"a change is that of another file", "serve/watch.go", "w.files[Change{i, filepath.ToSlash(rest)}] = true", "_ = i", "serve", "TestTry$", soak},
	{"a build is shown after a newer one", "serve/build.go", "if n < p.shown {", "if false {", "serve", "TestTheNewerBuildStays", soak},
	{"what an editor saves is built anew", "previews.go", "return nothing // an editor's own", "return other // an editor's own", "", "TestPreviewsGoOn", soak},
	{"a template is no change", "previews.go", "\treturn other\n", "\treturn nothing\n", "", "TestPreviewsGoOn", soak},
	{"a page that is gone is still shown", "previews.go", "os.IsNotExist(err) && !p.there[c] && !p.fresh", "os.IsNotExist(err)", "", "TestPreviewsGoOn", soak},
	{"a new folder is not watched", "serve/watch.go", "return w.watch(e.Name)", "return nil", "serve", "TestWatch$", soak},
	{"the desk is sent for a frame", "serve/serve.go", `r.Header.Get("Sec-Fetch-Dest") == "document"`, "true", "serve", "TestDeskOrPage", soak},
	{"any file is opened in an editor", "serve/page.go", "!e.here || !e.source(whole)", "!e.here", "serve", "TestEditLinks", soak},
	{"a preview does not know the time", "serve/serve.go", "go p.keepTime(ctx)", "", "serve", "TestDatesChangeTheSite", soak},
	{"a draft is not marked", "load/visible.go", "s.Early = append(s.Early, held)", "_ = held", "", "TestMarks", soak},

	// Promises of the headers and of typography.
	{"a page is nearly too long only when it is", "output/weigh.go", "n*10 > limit*9", "n > limit", "pipeline", "TestNearBudget", soak},
	{"what follows the script counts for it", "output/weigh.go", "cuts = append(cuts, cut{from, under})", "_ = under", "output", "TestHeaviest", soak},
	{"a phrase with several third letters is found by one", "editorial/heads.go", "third = 0 // what has several has none", "", "editorial", "TestPhrases", soak},
	{"browsers may ask for a serial port", "derived/headers.go", `"payment", "serial",`, `"payment",`, "pipeline", "TestPermissions", soak},
	{"two files take one path in silence", "output/names.go", "wrong := n.clash", "wrong := false", "output", "TestClashes", always},
	{"a file may stand where a folder is", "output/names.go", "wrong = n.taken(dir)", "wrong = false", "output", "TestClashes", soak},
	{"a copy's path is free", "output/names.go", "ok && n.put[base] {", "false && n.put[base] && ok {", "output", "TestClashes", soak},
	{"what a decoder leaves out is not missed", "output/encode.go", "err == io.EOF && n < len(rest)", "false", "output", "TestVerifyNotices", soak},
	{"a sitemap lists more than it may", "derived/sitemap.go", "min(from+most, len(pages))", "len(pages)", "derived", "TestSitemapInParts", always},
}
