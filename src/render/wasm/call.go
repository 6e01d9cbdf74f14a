package main

import (
	"encoding/json"
	"fmt"
)

// call answers one call; whatever goes wrong is an answer too.
func call(name string, text []byte) (reply []byte) {
	defer func() {
		if panicked := recover(); panicked != nil {
			reply = encode(answer{Error: fmt.Sprintf("the rendering libraries gave up: %v", panicked)})
		}
	}()
	switch name {
	case "render":
		return encode(answerTo(text))
	case "artifact":
		var r artifactRequest
		if err := json.Unmarshal(text, &r); err != nil {
			return encode(answer{Error: err.Error()})
		}
		return encode(artifact(r))
	}
	return encode(answer{Error: "there is no call " + name})
}

func answerTo(text []byte) answer {
	var r request
	if err := json.Unmarshal(text, &r); err != nil {
		return answer{Error: err.Error()}
	}
	remote.reset()
	reply, err := render(r)
	if err == nil {
		return reply
	}
	reply = answer{Error: err.Error()}
	if address, needed := remote.reached(err); needed && !r.NoRemoteBases {
		reply.Cause, reply.Remote = "network", address
	}
	return reply
}

func encode(value any) []byte {
	text, err := json.Marshal(value)
	if err != nil {
		return []byte(`{"error":"the answer cannot be written as JSON"}`)
	}
	return text
}
