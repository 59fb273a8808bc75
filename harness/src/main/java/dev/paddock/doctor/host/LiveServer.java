package dev.paddock.doctor.host;

import dev.paddock.client.Access;
import dev.paddock.readback.LoadedModel;
import dev.paddock.target.Control;
import dev.paddock.target.OllamaApi;
import dev.paddock.target.TargetException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server that answers says of itself.
 *
 * @param loaded the models in its memory
 * @param installed bytes of every model that it has, by name
 */
public record LiveServer(
    String url, String version, List<Loaded> loaded, Map<String, Long> installed) {
  private static final double GIB = 0x1p30;
  private static final Pattern NUM_CTX = Pattern.compile("(?m)^num_ctx\\s+(\\d{1,12})\\s*$");

  /**
   * A model in a server's memory; numbers are 0 where the server does not say.
   *
   * @param context tokens of each slot
   * @param trained the longest context that it was trained for
   * @param size bytes in all
   * @param vram bytes of these on a GPU
   * @param ownContext {@code num_ctx} of its Modelfile
   */
  public record Loaded(
      String name,
      String family,
      long context,
      long trained,
      long size,
      long vram,
      OptionalLong ownContext) {}

  /** What the server says of a model, and where: the evidence of a finding. */
  public String shows(Loaded model) {
    return "%s/api/ps: %s: size %s, size_vram %s, context_length %d"
        .formatted(
            url,
            model.name(),
            gib((double) model.size()),
            gib((double) model.vram()),
            model.context());
  }

  public static String gib(double bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / GIB);
  }

  /** Asks, and changes nothing; empty where nothing answers as Ollama does. */
  public static Optional<LiveServer> ask(URI url) {
    return ask(url, Access.OPEN);
  }

  /** The same of a server that does not let everybody in. */
  public static Optional<LiveServer> ask(URI url, Access access) {
    OllamaApi api = new OllamaApi(url, access);
    try {
      String version = api.version();
      List<Loaded> loaded = api.loadedModels().stream().map(name -> loaded(api, name)).toList();
      return Optional.of(new LiveServer(url.toString(), version, loaded, api.installed()));
    } catch (TargetException e) {
      return Optional.empty();
    }
  }

  private static Loaded loaded(OllamaApi api, String name) {
    Control.Model model = api.show(name);
    Optional<LoadedModel> now = api.loaded(name);
    Matcher own = NUM_CTX.matcher(api.parameters(name));
    return new Loaded(
        name,
        model.family(),
        now.map(LoadedModel::context).orElse(0L),
        model.trainedContext(),
        now.map(LoadedModel::size).orElse(0L),
        now.map(LoadedModel::vram).orElse(0L),
        own.find() ? OptionalLong.of(Long.parseLong(own.group(1))) : OptionalLong.empty());
  }
}
