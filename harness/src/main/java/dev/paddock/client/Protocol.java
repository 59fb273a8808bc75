package dev.paddock.client;

/** The ways to ask a server for text, or for vectors of one, that Paddock speaks. */
public enum Protocol {
  OLLAMA_GENERATE("/api/generate", "done: true"),
  OLLAMA_CHAT("/api/chat", "done: true"),
  OPENAI_CHAT("/v1/chat/completions", "[DONE] or a finish_reason"),
  OPENAI_COMPLETIONS("/v1/completions", "[DONE] or a finish_reason"),
  OLLAMA_EMBED("/api/embed", "embeddings"),
  OPENAI_EMBEDDINGS("/v1/embeddings", "data, each with its embedding");

  private final String path;
  private final String lastWord;

  Protocol(String path, String lastWord) {
    this.path = path;
    this.lastWord = lastWord;
  }

  /** Where it is served, for example {@code /api/generate}. */
  public String path() {
    return path;
  }

  /** How an answer says that it is whole, in words. */
  String lastWord() {
    return lastWord;
  }

  /** Why a server may end an answer without its last word, in words; empty where none is known. */
  String silentEnd() {
    return switch (this) {
      case OLLAMA_GENERATE, OLLAMA_CHAT ->
          "; Ollama ends an answer so where the model repeats a token over 30 times: try another"
              + " seed or a repeat_penalty";
      case OPENAI_CHAT, OPENAI_COMPLETIONS, OLLAMA_EMBED, OPENAI_EMBEDDINGS -> "";
    };
  }

  /** Whether answers are vectors and no text. */
  public boolean embeds() {
    return switch (this) {
      case OLLAMA_EMBED, OPENAI_EMBEDDINGS -> true;
      case OLLAMA_GENERATE, OLLAMA_CHAT, OPENAI_CHAT, OPENAI_COMPLETIONS -> false;
    };
  }

  /** The media type of answers; text that is no stream of events is one JSON object a line. */
  String accepted() {
    return switch (this) {
      case OLLAMA_GENERATE, OLLAMA_CHAT -> "application/x-ndjson";
      case OPENAI_CHAT, OPENAI_COMPLETIONS -> "text/event-stream";
      case OLLAMA_EMBED, OPENAI_EMBEDDINGS -> "application/json";
    };
  }
}
