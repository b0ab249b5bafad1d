//go:build race

package pipeline

// underRace says that the race detector is on, which makes a build ten times
// slower: tests of many builds then try every tenth case.
const underRace = true
