package audit

// huffmanBits are the lengths in bits of the Huffman codes of HPACK for the
// bytes 0 to 127 (RFC 7541, appendix B). Addresses are ASCII.
var huffmanBits = [128]uint8{
	13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28,
	28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28,
	6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, // space ! " # $ % & ' ( ) * + , - . /
	5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10, // 0-9 : ; < = > ?
	13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, // @ A-O
	7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6, // P-Z [ \ ] ^ _
	15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, // ` a-o
	6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28, // p-z { | } ~ DEL
}

// PathBytes is how many bytes an address takes in the headers of a request
// over HTTP/2 or HTTP/3: the name by its index, the length, and the path in
// the shorter of plain and Huffman coding. Field sections of HTTP/3 (QPACK)
// use the same code.
func PathBytes(path string) int {
	if path == "/" || path == "/index.html" {
		return 1 // both are in the static table
	}
	bits := 0
	for i := 0; i < len(path); i++ {
		if path[i] >= 128 {
			bits += 28
			continue
		}
		bits += int(huffmanBits[path[i]])
	}
	n := min((bits+7)/8, len(path))
	length := 1
	for rest := n - 127; rest >= 0; rest >>= 7 { // RFC 7541, section 5.1
		length++
		if rest < 128 {
			break
		}
	}
	return 1 + length + n
}
