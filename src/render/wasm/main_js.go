//go:build js

// A program that renders Flux Kustomizations with Flux's and kustomize's own libraries, for a worker thread: it waits
// for calls of `sluiceCall(name, request, callback)`; request and answer are JSON texts.
package main

import "syscall/js"

func main() {
	js.Global().Set("sluiceCall", js.FuncOf(func(_ js.Value, args []js.Value) any {
		name, text, callback := args[0].String(), args[1].String(), args[2]
		// A handler that waits for the file system would wait for itself.
		go func() {
			callback.Invoke(string(call(name, []byte(text))))
		}()
		return nil
	}))
	select {}
}
