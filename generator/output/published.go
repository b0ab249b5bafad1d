package output

import (
	"errors"
	"fmt"
	"io/fs"
)

// Published lists the files of a site that is published already, sorted, from
// the manifest in its folder; compressed copies are not among them. There are none
// where there is no manifest.
func Published(folder fs.FS) ([]string, error) {
	f, err := folder.Open(ManifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the published site: %w", err)
	}
	defer f.Close()
	m, err := parseManifest(f)
	if err != nil {
		return nil, fmt.Errorf("reading %s of the published site: %w", ManifestName, err)
	}
	files := make([]string, len(m.files))
	for i, f := range m.files {
		files[i] = f.Path
	}
	return files, nil
}
