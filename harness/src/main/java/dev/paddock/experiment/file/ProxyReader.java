package dev.paddock.experiment.file;

import dev.paddock.experiment.ProxySpec;
import dev.paddock.experiment.Refused;
import dev.paddock.experiment.yaml.Node;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Settings;
import dev.paddock.settings.Value;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what stands in front of the server. */
final class ProxyReader {
  private static final int MOST = 3;

  private ProxyReader() {}

  /**
   * Reads {@code target.proxy}.
   *
   * @param started whether Paddock starts the server, and so can start another
   */
  static Optional<ProxySpec> read(Fields target, boolean started) {
    Optional<Node> node = target.node(Known.PROXY.name());
    if (node.isEmpty()) {
      return Optional.empty();
    }
    Fields fields =
        Fields.of(node.get(), Section.PROXY, target.path(Known.PROXY.name()), target.problems());
    var _ = fields.chosen("kind");
    List<URI> others = fields.read("backends", one -> others(one, started)).orElse(List.of());
    int more = fields.read("backends", ProxyReader::count).orElse(1);
    return Optional.of(
        new ProxySpec(
            fields.words("command").orElse("olla"),
            Math.max(more, 1 + others.size()),
            others,
            settings(fields)));
  }

  private static int count(Node node) {
    return node instanceof Node.Sequence ? 1 : (int) Fields.whole(node, 1, MOST);
  }

  private static List<URI> others(Node node, boolean started) {
    if (!(node instanceof Node.Sequence list)) {
      if (!started && Fields.whole(node, 1, MOST) > 1) {
        throw new Refused(
            "a number is for servers that Paddock starts, and this one is attached",
            "Name the others: backends: [http://127.0.0.1:11435]");
      }
      return List.of();
    }
    if (started || list.items().size() >= MOST) {
      throw new Refused(
          started
              ? "addresses are for servers that run already, and Paddock starts this one"
              : "%d servers at most, the target's own among them".formatted(MOST),
          started ? "Write how many: backends: 2" : "Name fewer.");
    }
    return list.items().stream().map(ProxyReader::address).toList();
  }

  private static URI address(Node node) {
    String text = Fields.text(node).strip();
    if (!text.matches("https?://[^/ ]+(/\\S*)?")) {
      throw new Refused("is not an address: " + text, "For example: http://127.0.0.1:11435");
    }
    return URI.create(text);
  }

  private static Configuration settings(Fields fields) {
    Map<Setting, Value> settings = new LinkedHashMap<>();
    fields
        .node("settings")
        .ifPresent(
            node -> {
              Fields own =
                  Fields.of(
                      node, Section.PROXY_SETTINGS, fields.path("settings"), fields.problems());
              for (String key : Section.PROXY_SETTINGS.names()) {
                Setting setting = Settings.named("proxy." + key);
                own.read(key, value -> SettingReader.value(setting, value))
                    .ifPresent(value -> settings.put(setting, value));
              }
            });
    return new Configuration(settings);
  }
}
