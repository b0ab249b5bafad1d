package measure

// Format is the configuration with which a server (nginx, caddy or apache) writes lines
// that hold no address, no agent, no referrer and no query, for [Counter.Read]; "" for
// another name. Whoever uses it has to say so to readers: the configurations that a
// build writes keep no log at all.
func Format(server string) string {
	switch server {
	case "nginx":
		return `# In http { }, and in place of "access_log off;" in the site's server block:
map $request_uri $asked {
    "~^(?<path>[^?]*)" $path;
}
log_format loads '- - - [$time_local] "$request_method $asked $server_protocol" $status -';
access_log /var/log/nginx/loads.log loads;
`
	case "apache":
		return `# In the site's virtual host:
LogFormat "- - - %{[%d/%b/%Y:%H:%M:%S %z]}t \"%m %U %H\" %>s -" loads
CustomLog /var/log/apache2/loads.log loads
`
	case "caddy":
		return `# In the site's block:
log {
	output file /var/log/caddy/loads.log
	format filter {
		wrap json
		fields {
			user_id delete
			resp_headers delete
			request>remote_ip delete
			request>remote_port delete
			request>client_ip delete
			request>headers delete
			request>tls delete
			request>uri regexp [?].* ""
		}
	}
}
`
	}
	return ""
}

// Servers are those for which there is a [Format].
var Servers = []string{"nginx", "caddy", "apache"}
