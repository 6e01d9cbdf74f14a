//go:build !js

// The same program for the machine's own processor, as a yardstick in tests: lines in with the name of a call, a space
// and the request; one answer a line out.
package main

import (
	"bufio"
	"bytes"
	"io"
	"os"
)

func main() {
	in := bufio.NewReader(os.Stdin)
	for {
		line, err := in.ReadBytes('\n')
		if name, text, whole := bytes.Cut(bytes.TrimSpace(line), []byte(" ")); whole {
			os.Stdout.Write(append(call(string(name), text), '\n'))
		}
		if err == io.EOF {
			return
		}
	}
}
