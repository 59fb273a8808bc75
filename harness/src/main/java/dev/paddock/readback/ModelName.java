package dev.paddock.readback;

/**
 * A model's name as Ollama reads it: {@code host/namespace/model:tag}, of which all but the model
 * may be left out.
 */
public record ModelName(String host, String namespace, String model, String tag) {
  private static final String HOST = "registry.ollama.ai";
  private static final String NAMESPACE = "library";
  private static final String TAG = "latest";

  /** The parts of a name; what it leaves out is as Ollama fills it in. */
  public static ModelName of(String name) {
    String rest = name.strip();
    String tag = TAG;
    if (tagged(rest)) {
      tag = rest.substring(rest.lastIndexOf(':') + 1);
      rest = rest.substring(0, rest.lastIndexOf(':'));
    }
    int slash = rest.lastIndexOf('/');
    String model = rest.substring(slash + 1);
    rest = slash < 0 ? "" : rest.substring(0, slash);
    slash = rest.lastIndexOf('/');
    String namespace = rest.substring(slash + 1);
    String host = slash < 0 ? "" : rest.substring(0, slash).replaceFirst("^.*://", "");
    return new ModelName(
        host.isEmpty() ? HOST : host, namespace.isEmpty() ? NAMESPACE : namespace, model, tag);
  }

  /** Whether both mean one model; Ollama finds a model whatever the case of its name. */
  public boolean means(ModelName other) {
    return host.equalsIgnoreCase(other.host)
        && namespace.equalsIgnoreCase(other.namespace)
        && model.equalsIgnoreCase(other.model)
        && tag.equalsIgnoreCase(other.tag);
  }

  /** Whether Ollama passes requests for it on to machines of others. */
  public boolean cloud() {
    return tag.equals("cloud") || tag.endsWith("-cloud");
  }

  /** Whether a name says its tag; the colon of a host's port is none. */
  public static boolean tagged(String name) {
    return name.lastIndexOf(':') > name.lastIndexOf('/');
  }
}
