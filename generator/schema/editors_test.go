package schema

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"sotto/generator/site"
)

// VS Code checks every data file by its schema.
func TestEditorsKnowTheSchemas(t *testing.T) {
	data, err := os.ReadFile("../../.vscode/settings.json")
	if err != nil {
		t.Fatal(err)
	}
	var settings struct {
		Schemas map[string]string `json:"yaml.schemas"`
	}
	if err := json.Unmarshal(data, &settings); err != nil {
		t.Fatal(err)
	}
	keys := New(site.Config{})
	for _, f := range keys.JSON() {
		if strings.HasPrefix(f.Name, "front.") { // of Markdown files, which it cannot check
			continue
		}
		of := settings.Schemas[".schema/"+f.Name]
		file := strings.NewReplacer("content/", "", "*", "x").Replace(of)
		if top, rows := keys.Rows(file); of == "" || top+".json" != f.Name || len(rows) == 0 {
			t.Errorf(".vscode/settings.json gives .schema/%s to %q", f.Name, of)
		}
	}
}
