package dev.paddock.benchmarks.json;

import com.alibaba.fastjson2.JSON;
import com.dslplatform.json.DslJson;
import com.dslplatform.json.JsonWriter;
import com.dslplatform.json.runtime.Settings;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.gson.Gson;
import com.jsoniter.output.JsonStream;
import com.jsoniter.spi.Slice;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import dev.paddock.experiment.WorkloadSpec.Api;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import dev.paddock.settings.Value;
import dev.paddock.target.OllamaBody;
import dev.paddock.workload.Prompt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import okio.Buffer;

/** The ways to write a request, each by the call that its own guide shows first. */
final class BodyWriters {
  private BodyWriters() {}

  /** As the harness makes the bodies of a trial: a tree, then text, then bytes. */
  static BodyWriter own() {
    GenerateRequest.Options options = GenerateRequest.asking("").options();
    OllamaBody body =
        new OllamaBody(
            Api.GENERATE,
            Configuration.of(Known.MODEL, new Value.Text(GenerateRequest.asking("").model()))
                .with(Known.NUM_CTX, new Value.Whole(options.num_ctx()))
                .with(Known.SEED, new Value.Whole(options.seed()))
                .with(Known.TEMPERATURE, new Value.Decimal(options.temperature())),
            options.num_predict());
    return request -> body.stream(Prompt.of(request.prompt()));
  }

  static BodyWriter jackson2() {
    ObjectWriter writer = JsonMapper.builder().build().writerFor(GenerateRequest.class);
    return writer::writeValueAsBytes;
  }

  static BodyWriter jackson3() {
    tools.jackson.databind.ObjectWriter writer =
        tools.jackson.databind.json.JsonMapper.builder().build().writerFor(GenerateRequest.class);
    return writer::writeValueAsBytes;
  }

  static BodyWriter fastjson2() {
    return JSON::toJSONBytes;
  }

  static BodyWriter dslJson() {
    DslJson<Object> json = new DslJson<>(Settings.basicSetup());
    JsonWriter writer = json.newWriter();
    return request -> {
      writer.reset();
      json.serialize(writer, request);
      return writer.toByteArray();
    };
  }

  /** It writes characters, which are encoded afterwards. */
  static BodyWriter gson() {
    Gson gson = new Gson();
    return request -> gson.toJson(request).getBytes(StandardCharsets.UTF_8);
  }

  static BodyWriter moshi() {
    JsonAdapter<GenerateRequest> adapter =
        new Moshi.Builder().build().adapter(GenerateRequest.class);
    return request -> {
      Buffer bytes = new Buffer();
      adapter.toJson(bytes, request);
      return bytes.readByteArray();
    };
  }

  /** Member by member: it cannot write records. */
  static BodyWriter jsoniter() {
    JsonStream json = new JsonStream(null, 512);
    return request -> {
      json.reset(null);
      json.writeObjectStart();
      json.writeObjectField("model");
      json.writeVal(request.model());
      json.writeMore();
      json.writeObjectField("prompt");
      json.writeVal(request.prompt());
      flag(json, "stream", request.stream());
      flag(json, "truncate", request.truncate());
      flag(json, "shift", request.shift());
      json.writeMore();
      json.writeObjectField("options");
      json.writeObjectStart();
      json.writeObjectField("num_predict");
      json.writeVal(request.options().num_predict());
      json.writeMore();
      json.writeObjectField("num_ctx");
      json.writeVal(request.options().num_ctx());
      json.writeMore();
      json.writeObjectField("seed");
      json.writeVal(request.options().seed());
      json.writeMore();
      json.writeObjectField("temperature");
      json.writeVal(request.options().temperature());
      json.writeObjectEnd();
      json.writeObjectEnd();
      Slice written = json.buffer();
      return Arrays.copyOfRange(written.data(), written.head(), written.tail());
    };
  }

  private static void flag(JsonStream json, String name, boolean on) throws IOException {
    json.writeMore();
    json.writeObjectField(name);
    json.writeVal(on);
  }

  /** As people do it by hand, with the escapes that people think of. */
  static BodyWriter concatenation() {
    return request ->
        ("{\"model\":\""
                + escaped(request.model())
                + "\",\"prompt\":\""
                + escaped(request.prompt())
                + "\",\"stream\":"
                + request.stream()
                + ",\"truncate\":"
                + request.truncate()
                + ",\"shift\":"
                + request.shift()
                + ",\"options\":{\"num_predict\":"
                + request.options().num_predict()
                + ",\"num_ctx\":"
                + request.options().num_ctx()
                + ",\"seed\":"
                + request.options().seed()
                + ",\"temperature\":"
                + request.options().temperature()
                + "}}")
            .getBytes(StandardCharsets.UTF_8);
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\t", "\\t");
  }
}
