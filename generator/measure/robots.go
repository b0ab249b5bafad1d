package measure

import (
	"bytes"
	"slices"
)

// probed are the endings of files of other software, which those ask for who look for
// its weak places. None of them is ever on a site that Sotto makes.
var probed = []string{
	".php", ".php5", ".php7", ".phtml", ".asp", ".aspx", ".ashx", ".jsp", ".jspx", ".do", ".action", ".cgi", ".pl",
	".env", ".git", ".sql", ".bak", ".old", ".swp", ".ini", ".cfg", ".conf", ".yml", ".yaml", ".log", ".sh", ".exe",
	".tar", ".tgz", ".zip", ".rar", ".7z", ".pem", ".key",
}

// below are the first folders of other software.
var below = []string{
	"wp-admin", "wp-content", "wp-includes", "wp-json", "wordpress", "wp", "cgi-bin", "phpmyadmin", "pma", "admin",
	"administrator", "login", "owa", "autodiscover", "boaform", "hnap1", "actuator", "api", "solr", "vendor", "console",
	"manager", "telescope", "server-status", "ecp", "sdk", "geoserver", "druid", "jenkins", "backup", "graphql",
}

// robotic says whether only a robot asks so. Here says that the site has something at
// the path.
func robotic(method, path []byte, here bool) bool {
	switch string(method) {
	case "GET", "HEAD":
	default:
		return true // also a request that is none
	}
	if string(path) == "/robots.txt" || bytes.HasPrefix(path, []byte("/sitemap")) && bytes.HasSuffix(path, []byte(".xml")) {
		return true
	}
	if here || len(path) == 0 {
		return false
	}
	if path[0] != '/' || bytes.Contains(path, []byte("/.")) && !bytes.HasPrefix(path, []byte("/.well-known/")) ||
		bytes.Contains(path, []byte("//")) {
		return true
	}
	lower := bytes.ToLower(path)
	first, _, _ := bytes.Cut(lower[1:], []byte("/"))
	if slices.Contains(below, string(first)) {
		return true
	}
	last := lower[bytes.LastIndexByte(lower, '/')+1:]
	dot := bytes.LastIndexByte(last, '.')
	return dot >= 0 && slices.Contains(probed, string(last[dot:]))
}

// SweepLeast is how many pages in the order of their addresses are a walk of a robot,
// and SweepGap how many seconds it takes at most from one to the next. Robots that
// mean well wait a second or ten.
const (
	SweepLeast = 5
	SweepGap   = 15
)

// walks are the walks that are on, by the page that would be next in each.
type walks []walk

type walk struct {
	at     int64 // seconds, of its last page; 0 is no walk
	length int32
	// loads are where its pages were counted, as long as it may be a reader's.
	loads [SweepLeast - 1]*int64
}

// step is a load of a page, which has just been counted; when it belongs to the walk
// of a robot, it is counted there instead, and so are those before it.
func (w walks) step(page int32, unix int64, load, robots *int64) {
	here := w[page]
	if here.at == 0 || unix < here.at || unix-here.at > SweepGap {
		here = walk{}
	}
	w[page] = walk{}
	if here.length < SweepLeast-1 {
		here.loads[here.length] = load
	} else {
		if here.length == SweepLeast-1 {
			for _, before := range here.loads {
				*before--
				*robots++
			}
		}
		*load--
		*robots++
	}
	here.length = min(here.length+1, SweepLeast)
	here.at = unix
	w[page+1] = here
}
