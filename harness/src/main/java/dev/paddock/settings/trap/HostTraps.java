package dev.paddock.settings.trap;

import static dev.paddock.settings.Trap.Planned.Of.INFEASIBLE;
import static dev.paddock.settings.Trap.Planned.Of.VALUE;
import static dev.paddock.settings.parse.Severity.HARM;
import static dev.paddock.settings.parse.Severity.NOTE;
import static dev.paddock.settings.parse.Severity.VOID;

import dev.paddock.settings.Drivers;
import dev.paddock.settings.Known;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Settings;
import dev.paddock.settings.Situation;
import dev.paddock.settings.Trap;
import dev.paddock.settings.Trap.Assignment;
import dev.paddock.settings.Trap.Found;
import dev.paddock.settings.parse.Address;
import dev.paddock.settings.parse.EnvText;
import dev.paddock.settings.parse.Lookalikes;
import dev.paddock.settings.parse.Severity;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The group of traps that lie in what a server's process meets on its machine: addresses, web
 * origins, devices. What a comment names was given to a real Ollama 0.33, which did that.
 */
final class HostTraps {
  private static final List<String> SCHEMES =
      List.of(
          "http://",
          "https://",
          "chrome-extension://",
          "safari-extension://",
          "moz-extension://",
          "ms-browser-extension://");
  private static final Trap ORIGIN_WITHOUT_SCHEME =
      origins(here -> origins(here).anyMatch(one -> !has(one, '*') && !hasScheme(one)))
          .plan(INFEASIBLE, "an origin of OLLAMA_ORIGINS has neither a scheme nor a *: Ollama ends")
          .doctor(
              origin(
                  HARM,
                  "%s names an origin without a scheme",
                  "Ollama ends at its start: \"panic: bad origin: origins must contain '*' or"
                      + " include http://…\". Blanks after a comma are part of an origin."));

  private static final Trap ORIGIN_OF_TWO_STARS =
      origins(here -> origins(here).anyMatch(one -> one.indexOf('*') != one.lastIndexOf('*')))
          .plan(INFEASIBLE, "an origin of OLLAMA_ORIGINS has more than one *: Ollama ends")
          .doctor(
              origin(
                  HARM,
                  "%s has an origin with more than one *",
                  "Ollama ends at its start: \"panic: only one * is allowed\"."));

  /** {@code http://a/} and {@code http://a;http://b}: the server starts, and no browser matches. */
  private static final Trap ORIGIN_OF_NOBODY =
      origins(
              here ->
                  origins(here)
                      .anyMatch(
                          one ->
                              hasScheme(one)
                                  && one.replaceFirst("^[a-z-]+://", "").matches(".*[/;\\s].*")))
          .plan(VALUE, "a browser's origin ends with its host or port: this one never matches")
          .doctor(
              origin(
                  VOID,
                  "%s holds an origin that no browser sends",
                  "An origin is scheme, host and port, without a path or a slash at its end;"
                      + " commas part them."));

  private static final Trap LOOPBACK_IN_A_CONTAINER =
      Trap.on(
              Known.OLLAMA_HOST,
              here ->
                  here.around().container()
                      && !here.around().wanted().isEmpty()
                      && text(here, Known.OLLAMA_HOST)
                          .map(Address::of)
                          .filter(HostTraps::isLoopback)
                          .isPresent())
          .doctor(
              host(
                  "%s is not to be reached from outside the container",
                  "127.0.0.1 is the container itself: published ports and other containers are"
                      + " refused.",
                  text -> "0.0.0.0:" + Address.of(text).port()));

  private static final Trap PORT_OF_NOBODY =
      Trap.on(
              Known.OLLAMA_HOST,
              here ->
                  here.around().container()
                      && here.around().wanted().stream().anyMatch(port -> port > 0)
                      && text(here, Known.OLLAMA_HOST)
                          .filter(text -> Address.reading(text).isEmpty())
                          .map(Address::of)
                          .filter(address -> !here.around().wanted().contains(address.port()))
                          .isPresent())
          .doctor(
              host(
                  "%s listens at a port of the container that is not published",
                  "The ports that are lead nowhere.", text -> "0.0.0.0:11434"));

  /** Rules of CUDA, of AMD's runtime and of ggml's Vulkan; HIP takes an empty list for none. */
  private static final Trap NO_DEVICES =
      Trap.on(
              List.of(
                  Known.CUDA_VISIBLE_DEVICES,
                  Known.ROCR_VISIBLE_DEVICES,
                  Known.GGML_VK_VISIBLE_DEVICES),
              (setting, here) -> here.text(setting).filter(String::isEmpty).isPresent())
          .doctor(
              Found.of(
                  Found.RULE,
                  NOTE,
                  "%s hides every GPU",
                  "Set and empty is not the same as unset: models run on the CPU alone."));

  /** A number without a unit is seconds; from one to 24 hours people may well mean minutes. */
  private static final Trap SECONDS =
      Trap.on(
              Known.OLLAMA_KEEP_ALIVE,
              here ->
                  text(here, Known.OLLAMA_KEEP_ALIVE)
                      .filter(text -> text.matches("[6-9]\\d|\\d{3}|1[0-4]\\d\\d"))
                      .isPresent())
          .doctor(
              new Found(
                  Found.RULE,
                  NOTE,
                  "%s is a number of seconds",
                  "A number without a unit is seconds: write the unit, whichever is meant.",
                  Optional.empty(),
                  text ->
                      Optional.of(
                          new Assignment(Known.OLLAMA_KEEP_ALIVE, EnvText.stripped(text) + "s"))));

  private static final Trap GRAPHICS_VERSION =
      Trap.on(
              Known.HSA_OVERRIDE_GFX_VERSION,
              here ->
                  here.text(Known.HSA_OVERRIDE_GFX_VERSION)
                      .flatMap(Drivers::graphicsVersion)
                      .isPresent())
          .plan(VALUE, Drivers.THREE_NUMBERS)
          .readBack(Drivers.THREE_NUMBERS);

  private static final List<Trap> ODD_CHARACTERS =
      Settings.all().stream()
          .filter(setting -> setting.variable().isPresent())
          .map(HostTraps::oddCharacters)
          .toList();

  private HostTraps() {}

  static List<Trap> all() {
    return Stream.of(
            List.of(
                ORIGIN_WITHOUT_SCHEME,
                ORIGIN_OF_TWO_STARS,
                ORIGIN_OF_NOBODY,
                LOOPBACK_IN_A_CONTAINER,
                PORT_OF_NOBODY,
                NO_DEVICES,
                SECONDS,
                GRAPHICS_VERSION),
            FolderTraps.all(),
            ODD_CHARACTERS)
        .flatMap(List::stream)
        .toList();
  }

  private static Trap oddCharacters(Setting setting) {
    return Trap.on(setting, here -> here.text(setting).filter(Lookalikes::in).isPresent())
        .plan(VALUE, "it holds characters that only look like those of a keyboard")
        .doctor(
            new Found(
                Found.RULE,
                HARM,
                "%s holds characters that only look like those of a keyboard",
                "A comma, quote, dash or blank of another kind is part of the value: neither"
                    + " Ollama nor a driver takes it for what it looks like.",
                Optional.empty(),
                text -> Lookalikes.plain(text).map(plain -> new Assignment(setting, plain))));
  }

  static Optional<String> text(Situation here, Setting setting) {
    return here.text(setting)
        .map(EnvText::stripped)
        .filter(text -> !text.isEmpty() && !Lookalikes.in(text));
  }

  private static Trap origins(Predicate<Situation> when) {
    return Trap.on(Known.OLLAMA_ORIGINS, when);
  }

  private static Stream<String> origins(Situation here) {
    return text(here, Known.OLLAMA_ORIGINS).stream()
        .flatMap(text -> Stream.of(text.split(",", -1)));
  }

  private static boolean has(String text, char c) {
    return text.indexOf(c) >= 0;
  }

  private static boolean hasScheme(String origin) {
    return SCHEMES.stream().anyMatch(origin::startsWith);
  }

  private static Found origin(Severity severity, String what, String effect) {
    return new Found(
        Found.RULE,
        severity,
        what,
        effect,
        Optional.empty(),
        text -> Optional.of(new Assignment(Known.OLLAMA_ORIGINS, mended(text))));
  }

  /** Origins as they were most likely meant. */
  private static String mended(String text) {
    return Stream.of(EnvText.stripped(text).split("[,;\\s]+", -1))
        .map(one -> one.replaceAll("^[\\[\"']+|[\\]\"']+$", ""))
        .filter(one -> !one.isEmpty())
        .map(one -> one.replaceFirst("^(?i)(https?)://", "$1://"))
        .map(
            one ->
                has(one, '*') || one.matches("[A-Za-z-]+://.*")
                    ? one.replaceFirst("(?<=[^/:])/.*$", "")
                    : "http://" + one)
        .map(one -> one.replaceFirst("(\\*.*?):?\\*.*$", "$1"))
        .distinct()
        .reduce((a, b) -> a + "," + b)
        .orElse("*");
  }

  private static boolean isLoopback(Address address) {
    return address.isLocal()
        && !address.host().isEmpty()
        && !address.host().equals("0.0.0.0")
        && !address.host().equals("::");
  }

  private static Found host(String what, String effect, Function<String, String> instead) {
    return new Found(
        Found.RULE,
        HARM,
        what,
        effect,
        Optional.empty(),
        text -> Optional.of(new Assignment(Known.OLLAMA_HOST, instead.apply(text))));
  }
}
