package site

import "time"

// SmallNumbers is what a table does about counts of few people. The zero value
// says nothing of it.
type SmallNumbers struct {
	// Threshold is the smallest count that is shown, other than zero. Shown
	// counts are rounded to the nearest RoundTo; 0 is not at all. No percentage
	// is shown of fewer than BaseForPercent.
	Threshold, RoundTo, BaseForPercent int
	// Why is the reason for an exemption, by which all numbers are shown as they
	// are; "" is none. Until is the day on which it ends; zero for never.
	Why   string
	Until time.Time
}
