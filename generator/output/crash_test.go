package output

import (
	"math/rand"
	"path"
	"strings"
)

// This is a model of a disk, for the test of power cuts: what may be found on
// it after a cut, by the steps that were taken before. It promises no more than
// journaling file systems do (ext4 with data=ordered, XFS, btrfs).
//
//   - Names (made, renamed, removed) come to the disk in the order of the steps:
//     some first part of them is there, at least up to the last wait.
//   - The bytes of a file are there when a wait for them was over. Before that
//     the file may be empty, cut short, NUL bytes, or whole, whatever its name.
//   - A small file that is written over has its old bytes or its new ones.

// node is a file or a folder of the model.
type node struct {
	kids map[string]*node // nil for a file
	data []byte
	full []byte // what was written; data is what is there
}

func folder() *node { return &node{kids: map[string]*node{}} }

// find returns the folder of a path and the last name in it.
func (n *node) find(name string) (*node, string) {
	dir, base := path.Split(name)
	for _, part := range strings.Split(strings.Trim(dir, "/"), "/") {
		if part == "" || n == nil {
			continue
		}
		n = n.kids[part]
	}
	return n, base
}

// put puts a node at a path, with the folders above it.
func (n *node) put(name string, kid *node) {
	dir, base := path.Split(name)
	for _, part := range strings.Split(strings.Trim(dir, "/"), "/") {
		if part == "" {
			continue
		}
		if n.kids[part] == nil {
			n.kids[part] = folder()
		}
		n = n.kids[part]
	}
	n.kids[base] = kid
}

// clone copies a model; what was one node stays one.
func (n *node) clone(known map[*node]*node) *node {
	if n == nil || known[n] != nil {
		return known[n]
	}
	c := &node{data: n.data, full: n.full}
	known[n] = c
	if n.kids != nil {
		c.kids = map[string]*node{}
		for name, kid := range n.kids {
			c.kids[name] = kid.clone(known)
		}
	}
	return c
}

// files are the files below n by path.
func (n *node) files(above string, visit func(name string, f *node)) {
	for name, kid := range n.kids {
		name = path.Join(above, name)
		visit(name, kid)
		kid.files(name, visit)
	}
}

// cut changes a disk to what is found on it when the power fails after the
// first so many steps. What is not certain is decided by luck.
func (n *node) cut(steps []step, luck *rand.Rand) {
	named := 0 // steps whose names are there
	for i, s := range steps {
		if s.do == "sync all" || s.do == "sync" && path.Base(s.path) != stateFile {
			named = i + 1
		}
	}
	named += luck.Intn(len(steps) - named + 1)
	for i, s := range steps {
		in, base := n.find(s.path)
		if s.do == "write" && in != nil && in.kids[base] != nil { // written over
			if synced(steps[i:], s.path) || luck.Intn(2) == 0 {
				in.kids[base].data = s.data
			}
			continue
		}
		if i >= named {
			continue
		}
		switch s.do {
		case "mkdir":
			in.kids[base] = folder()
		case "write":
			f := &node{data: s.data, full: s.data}
			if !synced(steps[i:], s.path) {
				f.data = lost(s.data, luck)
			}
			in.kids[base] = f
		case "link":
			to, name := n.find(s.to)
			to.kids[name] = in.kids[base]
		case "rename", "exchange":
			to, name := n.find(s.to)
			kid, other := in.kids[base], to.kids[name]
			delete(in.kids, base)
			if s.do == "exchange" {
				in.kids[base] = other
			}
			to.kids[name] = kid
		case "remove", "remove all":
			delete(in.kids, base)
		}
	}
}

// synced reports whether a wait for a file's bytes is among the steps.
func synced(steps []step, name string) bool {
	for _, s := range steps {
		if s.do == "sync all" && strings.HasPrefix(name, s.path+"/") || s.do == "sync" && s.path == name {
			return true
		}
	}
	return false
}

// lost is what is there of bytes that were not waited for.
func lost(data []byte, luck *rand.Rand) []byte {
	switch luck.Intn(4) {
	case 0:
		return nil
	case 1:
		return make([]byte, len(data))
	case 2:
		return data[:luck.Intn(len(data)+1)]
	}
	return data
}
