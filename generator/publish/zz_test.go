package publish
import ("testing";"fmt")
func TestDump(t *testing.T){ s:=small(t,"/"); for _,f:=range []File{Nginx(s,policy),Caddy(s,policy),Apache(s,policy),Headers(s,policy),Redirects(s)} { fmt.Println("=====",f.Path); fmt.Println(string(f.Data)) } ; fmt.Println(string(Feeds(s)[0].Data))}
