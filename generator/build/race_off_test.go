//go:build !race

package build

const underRace = false
