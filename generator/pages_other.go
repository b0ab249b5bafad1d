//go:build !linux

package main

// askLargePages is for Linux, which has to be asked.
func askLargePages(int) {}
