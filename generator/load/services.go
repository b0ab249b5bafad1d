package load

import (
	"sotto/generator/diag"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// readServices reads services.yaml into s; there may be none.
func readServices(c *config, s *site.Site) ([]diag.Finding, error) {
	there, findings, err := register[site.Service]{
		file: "services.yaml", row: schema.Services(), is: "a list of services", each: "each service", several: "services",
		code: "service/id", help: "give one of them another id",
		id: func(v *site.Service) string { return v.ID },
	}.read(c, s, &s.Services)
	c.noServices, c.brokenServices = !there, len(findings) > 0
	return findings, err
}
