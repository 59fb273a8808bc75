"""Talks to the server at argv[1] with the official client; exits with 77 where that is missing."""
import sys

try:
    import ollama
except ImportError:
    sys.exit(77)

client = ollama.Client(host=sys.argv[1])
model = client.list().models[0].model
options = {"num_predict": 8, "temperature": 0}
whole = client.generate(model=model, prompt="the of and to", options=options)
assert whole.eval_count == 8 and whole.done_reason == "length", whole
pieces = list(client.generate(model=model, prompt="the of and to", options=options, stream=True))
assert "".join(piece.response for piece in pieces) == whole.response, pieces
messages = [{"role": "user", "content": "the of and to"}]
chat = client.chat(model=model, messages=messages, options=options)
assert chat.message.content == whole.response, chat
streamed = client.chat(model=model, messages=messages, options=options, stream=True)
assert "".join(piece.message.content for piece in streamed) == whole.response
assert client.show(model).modelinfo["llama.block_count"] == 14
assert client.ps().models[0].context_length > 0
try:
    client.generate(model="absent", prompt="hello")
    raise AssertionError("an absent model was found")
except ollama.ResponseError as error:
    assert error.status_code == 404 and "not found" in error.error, error
print("ok", ollama.__name__, whole.response)
