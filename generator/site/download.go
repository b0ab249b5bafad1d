package site

// Path is where the dataset's CSV is published, below the site's address, when
// it is offered as a file.
func (d *Dataset) Path() string { return "data/" + d.Name + ".csv" }
