package schema

// smallNumbers is the key of a table that says what becomes of counts of few
// people. Figures does the hiding.
func smallNumbers() Row {
	return Row{Name: "smallNumbers", Type: Group, Into: "SmallNumbers", What: "small numbers", Example: "{threshold: 10, baseForPercent: 50}",
		Help: "which counts of few people are not shown; other numbers that would give them away are hidden with them",
		Rows: []Row{
			{Name: "threshold", Type: Number, Into: "Threshold", Least: 2, Most: 1000, Example: "10", Help: "the smallest count that is shown, other than 0"},
			{Name: "roundTo", Type: Number, Into: "RoundTo", Least: 2, Most: 1000, Example: "5", Help: "shown counts are rounded to the nearest multiple of it; sums are made before, so they may not add up"},
			{Name: "baseForPercent", Type: Number, Into: "BaseForPercent", Least: 2, Most: 100_000, Example: "50", Help: "no percentage is shown of fewer than these"},
			{Name: "exempt", Type: Group, What: "an exemption", Example: "{why: public since 2018, until: 2028-11-02}",
				Help: "all numbers are shown as they are, because they were public already or are no counts of people",
				Rows: []Row{
					{Name: "why", Type: Line, Into: "Why", Needed: true, Example: "public since the release of 2018", Help: "the reason, for whoever reads the file"},
					{Name: "until", Type: Day, Into: "Until", Example: "2028-11-02", Help: "the first day on which it holds no more; none is for numbers that were no people to begin with"},
				}},
		}}
}
