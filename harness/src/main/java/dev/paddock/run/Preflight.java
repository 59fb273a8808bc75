package dev.paddock.run;

import dev.paddock.experiment.AccessSpec;
import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.Factor;
import dev.paddock.experiment.ProxySpec;
import dev.paddock.experiment.TargetSpec;
import dev.paddock.experiment.WorkloadSpec;
import dev.paddock.plan.Circumstances;
import dev.paddock.plan.ManagedDefaults;
import dev.paddock.readback.ReadBack;
import dev.paddock.record.Fingerprint;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import dev.paddock.settings.Scope;
import dev.paddock.settings.Situation;
import dev.paddock.settings.Value;
import dev.paddock.target.Control;
import dev.paddock.target.Dialect;
import dev.paddock.target.ReadBackLog;
import dev.paddock.target.Server;
import dev.paddock.target.Target;
import dev.paddock.target.TargetException;
import dev.paddock.telemetry.Environment;
import dev.paddock.telemetry.ServerFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * What is found out before a run is planned: that the target answers, that its models are there,
 * and on what is measured.
 *
 * @param experiment as given, with the server's only model where it names none
 * @param server that answered
 * @param maxLayers what "max" stands for in num_gpu; empty where the server does not say
 * @param circumstances by which some settings may be void
 * @param notes what the user should know before the run
 */
public record Preflight(
    Experiment experiment,
    Server server,
    Fingerprint fingerprint,
    OptionalLong maxLayers,
    Circumstances circumstances,
    List<String> notes) {

  /**
   * Asks the target.
   *
   * @param machine what {@link Environment#read} says
   * @throws dev.paddock.target.TargetException where it does not answer or a model is not there
   * @throws dev.paddock.workload.WorkloadException where a trace cannot be replayed
   */
  public static Preflight of(Experiment given, Target target, SortedMap<String, String> machine) {
    SortedMap<String, String> replayed = Loads.facts(given);
    SortedMap<String, String> variables = ManagedDefaults.of(given).texts(Scope.SERVER);
    variables.putAll(given.target().environment());
    Server server = target.up(variables);
    Experiment named =
        models(given).isEmpty() ? given.withModel(server.control().onlyModel()) : given;
    SortedMap<String, String> facts = new TreeMap<>(machine);
    facts.putAll(replayed);
    facts.put("server.kind", kind(named));
    facts.put("server.version", server.version());
    facts.put("server.managed", Boolean.toString(target.managed()));
    named.target().proxy().ifPresent(proxy -> facts.putAll(facts(target, server, proxy)));
    if (server.pid().isPresent()) {
      facts.putAll(ServerFacts.real().of(server.pid().getAsLong(), varied(named)));
    }
    long layers = 0;
    OptionalLong context = OptionalLong.empty();
    List<Situation.Model> asked = new ArrayList<>();
    for (String name : models(named)) {
      Control.Model model = server.control().show(name);
      if (model.traits().contains(Situation.Trait.EMBEDDING)
          && named.workload().api() != WorkloadSpec.Api.EMBED) {
        throw new TargetException(
            "'%s' is an embedding model: it cannot generate text, so there is no token to time. Ask for vectors (workload: {api: embed}), or name another model: --set model=NAME"
                .formatted(name));
      }
      put(facts, name, model);
      layers = Math.max(layers, model.layers());
      context = least(context, server.control().context(name));
      asked.add(
          new Situation.Model(
              name, model.family(), model.layers(), model.trainedContext(), model.traits()));
    }
    List<String> notes = new ArrayList<>(ReadBack.doubt(server.version()).stream().toList());
    notes.addAll(server.control().notes());
    Experiment experiment = named.with(accepted(named, server, notes));
    AccessSpec.Fields sent = experiment.target().access().sent();
    if (!sent.measuring()) {
      facts.put("server.fields", "strict");
    }
    if (!sent.usage()) {
      facts.put("server.usage", "not given in streams");
    }
    if (experiment.target().access().insecure()) {
      notes.add(
          "target.insecure: nobody checks whether it is %s that answers".formatted(server.url()));
      facts.put("server.insecure", "true");
    }
    return new Preflight(
        experiment,
        server,
        new Fingerprint(facts),
        layers == 0 ? OptionalLong.empty() : OptionalLong.of(layers),
        new Circumstances(new ReadBackLog(server.log()).start().seesGpu(), asked, context),
        notes);
  }

  /** Found out by asking, once more where one was refused; the file may say it for some. */
  private static AccessSpec.Fields accepted(
      Experiment experiment, Server server, List<String> notes) {
    AccessSpec access = experiment.target().access();
    AccessSpec.Fields fields = access.sent();
    Optional<Control.Refusal> refusal = refusal(experiment, server, fields);
    while (refusal.isPresent()) {
      AccessSpec.Fields fewer = refusal.get().usage() ? fields.uncounted() : fields.strict();
      boolean said = access.fields().isPresent() && !refusal.get().usage();
      if (said || fewer.equals(fields)) {
        break;
      }
      notes.add(
          "%s refuses the field %s: %s"
              .formatted(
                  server.url(),
                  refusal.get().field(),
                  refusal.get().usage()
                      ? "it is left out, so the server does not count the tokens of an answer, and"
                          + " chunks are counted in their place"
                      : "ignore_eos, min_tokens and cache_prompt are left out (target.fields:"
                          + " strict), so answers may end before their planned length, and"
                          + " prompts may come from a cache"));
      fields = fewer;
      refusal = refusal(experiment, server, fields);
    }
    return fields;
  }

  private static Optional<Control.Refusal> refusal(
      Experiment experiment, Server server, AccessSpec.Fields fields) {
    return server
        .control()
        .refusal(
            Dialect.of(experiment.target().kind())
                .body(
                    experiment.workload(),
                    experiment
                        .constants()
                        .with(Known.MODEL, new Value.Text(models(experiment).getFirst())),
                    fields));
  }

  private static OptionalLong least(OptionalLong one, OptionalLong other) {
    return LongStream.concat(one.stream(), other.stream()).min();
  }

  /** A proxy that cannot be started is no matter of single cells. */
  private static SortedMap<String, String> facts(Target target, Server server, ProxySpec proxy) {
    Configuration settings =
        Configuration.of(Known.PROXY, new Value.Text("olla")).with(proxy.settings());
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put("proxy.backends", Integer.toString(proxy.backends()));
    Optional.ofNullable(
            target.through(server, settings).stated(Configuration.NONE).got().get("proxy.version"))
        .ifPresent(version -> facts.put("proxy.version", "olla " + version));
    return facts;
  }

  /** What of a server may change while a run goes on: its version, and the model of that name. */
  static SortedMap<String, String> facts(Server server, String model) {
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put("server.version", server.control().version());
    put(facts, model, server.control().show(model));
    return facts;
  }

  private static void put(SortedMap<String, String> facts, String name, Control.Model model) {
    String fact = "model." + withoutFolders(name);
    facts.put(fact + ".digest", model.digest());
    facts.put(
        fact + ".details",
        String.join(" ", model.family(), model.size(), model.quantisation()).strip());
  }

  private static Set<String> varied(Experiment experiment) {
    return experiment.factors().stream()
        .map(factor -> factor.setting().variableName())
        .collect(Collectors.toSet());
  }

  /** A file's folders say something of its owner and nothing of the model. */
  private static String withoutFolders(String name) {
    return name.endsWith(".gguf") ? name.substring(name.lastIndexOf('/') + 1) : name;
  }

  private static String kind(Experiment experiment) {
    return switch (experiment.target().kind()) {
      case OLLAMA -> "ollama";
      case OPENAI -> "openai-compatible";
      case EMBEDDED ->
          switch (experiment.target().engine()) {
            case TargetSpec.Engine.Llama llama -> "paddock's llama.cpp engine";
            case TargetSpec.Engine.Pace pace -> "paddock's reference server";
          };
      case JMH -> "none";
    };
  }

  private static List<String> models(Experiment experiment) {
    List<String> names = new ArrayList<>();
    experiment.constants().get(Known.MODEL).ifPresent(model -> names.add(model.toString()));
    experiment.factors().stream()
        .filter(factor -> factor.setting().equals(Known.MODEL))
        .map(Factor::levels)
        .forEach(
            levels -> {
              if (levels instanceof Factor.Levels.Listed(List<Value> values)) {
                values.forEach(value -> names.add(value.toString()));
              }
            });
    return names;
  }
}
