package dev.paddock.benchmarks.json;

import com.alibaba.fastjson2.JSON;
import com.dslplatform.json.DslJson;
import com.dslplatform.json.JsonReader;
import com.dslplatform.json.runtime.Settings;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.gson.Gson;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import dev.paddock.benchmarks.json.LineReader.Binding;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import okio.Buffer;
import tools.jackson.databind.JacksonModule;

/** The libraries that bind a line to a record, each by the call that its own guide shows first. */
final class Bindings {
  private Bindings() {}

  static Binding jackson2(Class<? extends BoundLine> type, Module... modules) {
    ObjectReader reader =
        JsonMapper.builder()
            .addModules(modules)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build()
            .readerFor(type);
    return (line, from) -> reader.readValue(line, from, line.length - from);
  }

  static Binding jackson3(Class<? extends BoundLine> type, JacksonModule... modules) {
    tools.jackson.databind.ObjectReader reader =
        tools.jackson.databind.json.JsonMapper.builder()
            .addModules(Arrays.asList(modules))
            .build()
            .readerFor(type);
    return (line, from) -> reader.readValue(line, from, line.length - from);
  }

  static Binding fastjson2(Class<? extends BoundLine> type) {
    return (line, from) ->
        JSON.parseObject(line, from, line.length - from, StandardCharsets.UTF_8, type);
  }

  /** Bound at run time; its annotation processor would be one more step of a build. */
  static Binding dslJson(Class<? extends BoundLine> type) {
    DslJson<Object> json = new DslJson<>(Settings.basicSetup());
    JsonReader.ReadObject<? extends BoundLine> reader =
        Objects.requireNonNull(json.tryFindReader(type), "dsl-json does not know the record");
    JsonReader<Object> input = json.newReader();
    return (line, from) -> {
      // It reads from the start of an array only.
      byte[] bytes = from == 0 ? line : Arrays.copyOfRange(line, from, line.length);
      return Objects.requireNonNull(json.deserialize(reader, input.process(bytes, bytes.length)));
    };
  }

  /** It reads characters, so the line is decoded first. */
  static Binding gson(Class<? extends BoundLine> type) {
    Gson gson = new Gson();
    return (line, from) ->
        gson.fromJson(new String(line, from, line.length - from, StandardCharsets.UTF_8), type);
  }

  static Binding moshi(Class<? extends BoundLine> type) {
    JsonAdapter<? extends BoundLine> adapter = new Moshi.Builder().build().adapter(type);
    return (line, from) ->
        Objects.requireNonNull(
            adapter.fromJson(new Buffer().write(line, from, line.length - from)));
  }
}
