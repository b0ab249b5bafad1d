package audit

import "golang.org/x/net/http2/hpack"

// PathBytes is how many bytes an address takes in the headers of a request
// over HTTP/2 or HTTP/3: the name by its index, the length, and the path in
// the shorter of plain and Huffman coding. Field sections of HTTP/3 (QPACK)
// use the same code.
func PathBytes(path string) int {
	if path == "/" || path == "/index.html" {
		return 1 // both are in the static table
	}
	n := min(int(hpack.HuffmanEncodeLength(path)), len(path))
	length := 1
	for rest := n - 127; rest >= 0; rest >>= 7 { // RFC 7541, section 5.1
		length++
		if rest < 128 {
			break
		}
	}
	return 1 + length + n
}
