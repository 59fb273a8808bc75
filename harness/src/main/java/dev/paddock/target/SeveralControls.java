package dev.paddock.target;

import dev.paddock.client.Access;
import dev.paddock.readback.LoadedModel;
import dev.paddock.readback.Stated;
import dev.paddock.settings.Configuration;
import dev.paddock.workload.Prompt;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The control of servers that stand side by side behind a proxy: what is done is done to all, what
 * is asked is asked of the first, which all others must equal.
 *
 * @param all at least two
 */
record SeveralControls(List<Control> all) implements Control {
  SeveralControls {
    all = List.copyOf(all);
  }

  private Control first() {
    return all.getFirst();
  }

  @Override
  public URI url() {
    return first().url();
  }

  @Override
  public Access access() {
    return first().access();
  }

  @Override
  public List<String> notes() {
    return first().notes();
  }

  @Override
  public Optional<Refusal> refusal(Body body) {
    return first().refusal(body);
  }

  @Override
  public String version() {
    List<String> versions = all.stream().map(Control::version).distinct().toList();
    if (versions.size() > 1) {
      throw new TargetException(
          "the proxy's backends are of different versions (%s): what is measured would be a mixture"
              .formatted(String.join(", ", versions)));
    }
    return versions.getFirst();
  }

  @Override
  public Model show(String name) {
    List<Model> models = all.stream().map(one -> one.show(name)).distinct().toList();
    if (models.size() > 1) {
      throw new TargetException(
          "the proxy's backends have different models under the name %s (%s)"
              .formatted(name, String.join(", ", models.stream().map(Model::digest).toList())));
    }
    return models.getFirst();
  }

  @Override
  public String onlyModel() {
    return first().onlyModel();
  }

  @Override
  public Optional<LoadedModel> loaded(String model) {
    return first().loaded(model);
  }

  @Override
  public Stated stated(Configuration wanted) {
    return first().stated(wanted);
  }

  /** The least of all, since any of them may get a request. */
  @Override
  public OptionalLong context(String model) {
    return all.stream().flatMapToLong(one -> one.context(model).stream()).min();
  }

  @Override
  public void load(Body body) {
    all.forEach(one -> one.load(body));
  }

  @Override
  public void unload(String model) {
    all.forEach(one -> one.unload(model));
  }

  @Override
  public int promptTokens(Body body, Prompt prompt) {
    return first().promptTokens(body, prompt);
  }
}
