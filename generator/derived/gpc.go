package derived

import (
	"time"

	"sotto/generator/site"
)

// GPC says that the site honours the Global Privacy Control, a browser's signal
// that nothing about its reader is to be sold or shared (globalprivacycontrol.org;
// the file is read at the root of a host only). It costs a site that shares
// nothing nothing to say so, where machines look for it.
func GPC(s *site.Site, _ string) []File {
	if s.Config.BasePath != "/" {
		return nil
	}
	return []File{text(".well-known/gpc.json", `{"gpc": true, "lastUpdate": "`+s.Newest().In(zone(s)).Format(time.DateOnly)+`"}`+"\n")}
}
