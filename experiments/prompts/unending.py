#!/usr/bin/env python3
"""Which prompts do models not end? The share of short and broken answers by wording.

    experiments/prompts/unending.py --model smollm2:135m --requests 500 [--tokens 64] [--url URL] [--options JSON]

Needs an Ollama that runs. Wordings take turns, so that whatever happens meanwhile meets all alike; each
prompt has random words of its own, and the model's own temperature. An answer is short where the model
ended it before its tokens, and broken where no last line came.
"""
import argparse
import concurrent.futures
import json
import pathlib
import random
import urllib.error
import urllib.request

WORDS = [
    word
    for word in (pathlib.Path(__file__).parents[2] / "engine/src/main/resources/dev/paddock/words.txt")
    .read_text(encoding="utf-8")
    .split()
][:64]

# Each a path of Ollama's own template or without one (raw), and what stands behind the words.
WORDINGS = {
    "count in words": (False, "\nCount upwards from one, in words, without end:"),
    "a story": (False, "\nWrite a very long story about this, in many chapters:"),
    "raw, words go on": (True, ""),
    "raw, a story": (True, "\nOnce upon a time, in a land far away, there lived"),
}


def ask(arguments, wording, number):
    """Tokens that came, or a word for what went wrong."""
    raw, task = WORDINGS[wording]
    drawn = random.Random(f"{wording} {number}")
    body = {
        "model": arguments.model,
        "prompt": "Text: " + " ".join(drawn.choice(WORDS) for _ in range(arguments.words)) + task,
        "raw": raw,
        "stream": True,
        "options": {"num_predict": arguments.tokens, **json.loads(arguments.options)},
    }
    request = urllib.request.Request(arguments.url + "/api/generate", json.dumps(body).encode())
    last = {}
    try:
        with urllib.request.urlopen(request, timeout=600) as answer:
            for line in answer:
                last = json.loads(line)
    except (OSError, urllib.error.URLError, ValueError):
        return wording, "broken"
    if not last.get("done"):
        return wording, "broken"
    return wording, "short" if last.get("eval_count", 0) < arguments.tokens else "whole"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--model", required=True)
    parser.add_argument("--requests", type=int, default=500, help="of each wording")
    parser.add_argument("--words", type=int, default=16, help="that are drawn, of each prompt")
    parser.add_argument("--tokens", type=int, default=64, help="of each answer")
    parser.add_argument("--url", default="http://127.0.0.1:11434")
    parser.add_argument("--at-once", type=int, default=4)
    parser.add_argument("--options", default="{}", help='of each request, for example {"num_thread": 1}')
    arguments = parser.parse_args()
    counts = {wording: {"whole": 0, "short": 0, "broken": 0} for wording in WORDINGS}
    with concurrent.futures.ThreadPoolExecutor(arguments.at_once) as pool:
        asked = [
            (wording, number) for number in range(arguments.requests) for wording in WORDINGS
        ]
        for done, (wording, outcome) in enumerate(pool.map(lambda one: ask(arguments, *one), asked), 1):
            counts[wording][outcome] += 1
            if done % (50 * len(WORDINGS)) == 0:
                print(f"{done} of {len(asked)}: {json.dumps(counts)}", flush=True)
    print(f"\n| {arguments.model}, {arguments.tokens} tokens | n | short | broken |\n| --- | --- | --- | --- |")
    for wording, of in counts.items():
        print(f"| {wording} | {sum(of.values())} | {of['short']} | {of['broken']} |")


if __name__ == "__main__":
    main()
