package site

import (
	"path"
	"strings"
)

// FileType is one kind of file that a site may hold: how servers name it, and
// what becomes of it. This is the only place where that is written.
type FileType struct {
	// Ext is how the file's name ends, with its full stop: ".html". A whole
	// name, such as "feed.xml", stands before the ending it has.
	Ext string
	// Media is the media type (RFC 6838).
	Media string
	// Plain files are sent as they are; others get compressed copies.
	Plain bool
	// Check is what the audit does with it: "page", "stylesheet", "picture",
	// "drawing", "xml", "text" or "epub". The audit holds its own opinion of the types
	// that it knows, and takes this for those that it does not.
	Check string
}

// Text reports whether the file is text, whose media type takes a charset.
func (t FileType) Text() bool {
	return strings.HasPrefix(t.Media, "text/") || strings.HasSuffix(t.Media, "xml") || strings.HasSuffix(t.Media, "json")
}

// ContentType is the value of the Content-Type header.
func (t FileType) ContentType() string {
	if t.Text() {
		return t.Media + "; charset=utf-8"
	}
	return t.Media
}

// Types are the kinds of file that a site may hold.
type Types []FileType

// BaseTypes are those of the pages, of guides to take along and of what lies in
// static/. What is
// derived from the model adds its own; see the room derived.
var BaseTypes = Types{
	{Ext: ".html", Media: "text/html", Check: "page"},
	{Ext: ".epub", Media: "application/epub+zip", Plain: true, Check: "epub"},
	{Ext: ".css", Media: "text/css", Check: "stylesheet"},
	{Ext: ".svg", Media: "image/svg+xml", Check: "drawing"},
	{Ext: ".png", Media: "image/png", Plain: true, Check: "picture"},
	{Ext: ".jpg", Media: "image/jpeg", Plain: true, Check: "picture"},
	{Ext: ".jpeg", Media: "image/jpeg", Plain: true, Check: "picture"},
	{Ext: ".webp", Media: "image/webp", Plain: true, Check: "picture"},
	{Ext: ".avif", Media: "image/avif", Plain: true, Check: "picture"},
}

// Of returns the type of a file by its name. What is not in the table is bytes,
// which browsers only download, and is sent as it is.
func (ts Types) Of(name string) FileType {
	base := path.Base(name)
	for _, want := range []string{base, path.Ext(base)} {
		for _, t := range ts {
			if t.Ext == want {
				return t
			}
		}
	}
	return FileType{Media: "application/octet-stream", Plain: true}
}
