package output

import "sotto/generator/diag"

// Rules documents the findings of this room, sorted by code.
func Rules() []diag.Rule {
	return []diag.Rule{
		{
			Code: "output/duplicate", Severity: diag.Error,
			Summary: "two files want one path",
			Explain: `Every path of the site belongs to one file. Two sources may want the same one:
two pages with one slug, an alias that shadows a page, a static file named
like a page, or a name that is a file here and a folder there. Paths that
differ only in capital letters count as the same, because many disks cannot
hold both.

    static/law/index.html      and  content/law/index.md
    static/Leaflet.txt         and  static/leaflet.txt

Give one of the two another name or another slug, or take the alias away.`,
		},
		{
			Code: "output/edited", Severity: diag.Error,
			Summary: "a published file was changed by hand",
			Explain: `The destination holds a file that Sotto wrote and that somebody changed
afterwards. Publishing would undo the change without a word, so Sotto stops
and changes nothing.

Make the change where the file comes from (content/, templates/ or static/),
then delete the changed file in the destination and build again. Sotto knows
its files by manifest.txt, which lists their sizes and SHA-256 sums.`,
		},
		{
			Code: "output/foreign", Severity: diag.Error,
			Summary: "the destination holds a file that Sotto did not write",
			Explain: `Publishing replaces the whole destination folder at once, so a file that
somebody put there would be lost. Sotto names it and changes nothing.

    public/leaflet.pdf: error[output/foreign]

Move it to static/ when it belongs to the site, or out of the folder when it
does not. Files for a web server's own use belong outside the folder it
publishes.`,
		},
		{
			Code: "output/not-folder", Severity: diag.Error,
			Summary: "the destination is a file",
			Explain: `The destination must be a folder, or not exist yet. Move the file away, or
choose another folder:

    sotto build --destination site`,
		},
		{
			Code: "output/not-ours", Severity: diag.Error,
			Summary: "the destination holds files and no manifest of Sotto's",
			Explain: `Sotto replaces only what it wrote itself, and knows it by the file manifest.txt
in the destination. This folder holds files but no such manifest, or one that
was changed. It may be the output of another program, or the wrong folder.

Look at what is in it. Empty it if nothing is worth keeping, or choose another
folder with --destination.`,
		},
		{
			Code: "output/path", Severity: diag.Error,
			Summary: "a file name cannot be an address",
			Explain: `Paths in the output are addresses on the web and files on many disks, so they
hold only a to z, A to Z, 0 to 9, hyphen, underscore and full stop, with /
between folders. They do not lead out of their folder, do not end in a full
stop, have at most 100 characters between slashes and 200 in all, and none of
the names that Windows keeps for devices (con, nul, com1 and others).

    static/Tŷ Gŵyl.svg      write  static/ty-gwyl.svg
    slug: law & you         write  slug: law-and-you`,
		},
		{
			Code: "size/over-budget", Severity: diag.Error,
			Summary: "a page is too long when compressed",
			Explain: `Every page of the site is sent as the same number of bytes, so that somebody
who watches the network cannot tell which page was read. The length is
size.transferBytes in content/site.yaml; at 13,312 bytes a page arrives in the
first round trip. A page that does not fit would stand out, so nothing is
published.

The finding says by how much the page is over, and the three parts of it that
weigh most in compressed bytes: the style, the script, or the text under a
heading. Shorten them, or move one to a page of its own. Raising the size makes
every page of the site heavier.`,
		},
		{
			Code: "size/over-page", Severity: diag.Error,
			Summary: "a page is too long without compression",
			Explain: `Every page has one length without compression too, for the few programs that
ask for it: size.pageBytes in content/site.yaml. A page that is longer would
stand out, so nothing is published.

Shorten the parts that the finding names, or raise size.pageBytes: it costs
space on the server's disk, but next to nothing on the network.`,
		},
	}
}
