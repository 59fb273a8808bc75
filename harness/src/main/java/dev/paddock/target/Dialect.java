package dev.paddock.target;

import dev.paddock.client.Access;
import dev.paddock.experiment.AccessSpec;
import dev.paddock.experiment.TargetSpec;
import dev.paddock.experiment.WorkloadSpec;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import dev.paddock.workload.Attached;
import java.net.URI;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/** A way to speak to a server: its control, its requests, and how it is told where to listen. */
public enum Dialect {
  OLLAMA(Known.OLLAMA_HOST.name(), Duration.ofSeconds(60)) {
    @Override
    public Control control(URI url, Access access) {
      return new OllamaApi(url, access);
    }

    @Override
    public Body body(WorkloadSpec workload, Configuration settings, AccessSpec.Fields fields) {
      return new OllamaBody(
          workload.api(), settings, workload.answers().asked(), Attached.read(workload.attached()));
    }

    @Override
    Launch launch(String command, SortedMap<String, String> variables, URI url) {
      SortedMap<String, String> environment = new TreeMap<>(variables);
      environment.put(Known.OLLAMA_HOST.name(), url.getHost() + ":" + JsonHttp.port(url));
      return new Launch(command, environment);
    }
  },

  /** Such a server loads its model before it answers, and vLLM compiles it as well. */
  OPENAI("HOST and PORT", Duration.ofMinutes(15)) {
    @Override
    public Control control(URI url, Access access) {
      return new OpenAiApi(url, access);
    }

    @Override
    public Body body(WorkloadSpec workload, Configuration settings, AccessSpec.Fields fields) {
      return new OpenAiBody(
          workload,
          settings,
          workload.answers().asked(),
          fields,
          Attached.read(workload.attached()));
    }

    // llama-server takes its address from LLAMA_ARG_*, any other from $PORT in its command.
    @Override
    Launch launch(String command, SortedMap<String, String> variables, URI url) {
      StringBuilder words = new StringBuilder(command);
      SortedMap<String, String> environment = new TreeMap<>();
      variables.forEach(
          (name, value) -> {
            if (name.startsWith(VLLM)) {
              words.append(' ').append(argument(name.substring(VLLM.length()), value));
            } else {
              environment.put(name, value);
            }
          });
      String port = Integer.toString(JsonHttp.port(url));
      environment.put("HOST", url.getHost());
      environment.put("PORT", port);
      environment.put(Known.LLAMA_ARG_HOST.name(), url.getHost().replaceAll("[\\[\\]]", ""));
      environment.put(Known.LLAMA_ARG_PORT.name(), port);
      return new Launch(words.toString(), environment);
    }
  };

  private static final String VLLM = "vllm.";

  private final String address;
  private final Duration patience;

  Dialect(String address, Duration patience) {
    this.address = address;
    this.patience = patience;
  }

  /**
   * What starts a server.
   *
   * @param command as bash reads it
   */
  record Launch(String command, SortedMap<String, String> environment) {}

  /** The one in which a target of this kind is spoken to. */
  public static Dialect of(TargetSpec.Kind kind) {
    return switch (kind) {
      case OLLAMA, EMBEDDED, JMH -> OLLAMA;
      case OPENAI -> OPENAI;
    };
  }

  /** The control of the server at {@code url}; asks it nothing yet. */
  public abstract Control control(URI url, Access access);

  /**
   * The request bodies of a cell.
   *
   * @param settings of the cell, constants included
   * @param fields that a request of OpenAI's API has beside those that every server knows
   */
  public abstract Body body(
      WorkloadSpec workload, Configuration settings, AccessSpec.Fields fields);

  /**
   * How a user's command is started.
   *
   * @param variables the server settings of a whole plot
   * @param url where it shall listen
   */
  abstract Launch launch(String command, SortedMap<String, String> variables, URI url);

  /** The variables that tell a server where to listen, in words. */
  String address() {
    return address;
  }

  /** How long a server may take until it answers. */
  Duration patience() {
    return patience;
  }

  /** {@code max_num_seqs} is {@code --max-num-seqs}; a flag that is off is {@code --no-…}. */
  private static String argument(String name, String value) {
    String option = name.replace('_', '-');
    return switch (value) {
      case "true" -> "--" + option;
      case "false" -> "--no-" + option;
      default -> "--" + option + " '" + value.replace("'", "'\\''") + "'";
    };
  }
}
