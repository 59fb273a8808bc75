package dev.paddock.settings;

import dev.paddock.settings.parse.EnvVariable;
import dev.paddock.settings.parse.Parser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A row of the table while it is written: what it leaves out holds as for any setting. */
final class Row {
  private final String name;
  private final Scope scope;
  private final Setting.Kind kind;
  private final String byDefault;
  private final String says;
  private final List<Trap> traps = new ArrayList<>();
  private Optional<String> mind = Optional.empty();
  private Allowed allowed = Allowed.ANY;
  private Optional<PlainName> plainName = Optional.empty();
  private String brief;
  private Memory memory = Memory.UNKNOWN;
  private OpenAi openAi = OpenAi.NONE;
  private Optional<Setting.Owned> owned = Optional.empty();
  private Optional<EnvVariable> variable = Optional.empty();

  Row(String name, Scope scope, Setting.Kind kind, String byDefault, String says) {
    this.name = name;
    this.scope = scope;
    this.kind = kind;
    this.byDefault = byDefault;
    this.says = says;
    this.brief = name;
  }

  String name() {
    return name;
  }

  /** Only these values are allowed. */
  Row only(Allowed values) {
    allowed = values;
    return this;
  }

  /** What makes a naive sweep of it wrong. */
  Row mind(String words) {
    mind = Optional.of(words);
    return this;
  }

  /** "num_batch" is "the batch size", 512 of it "batches of 512". */
  Row said(String noun, String value) {
    plainName = Optional.of(PlainName.says(noun, value));
    return this;
  }

  /** "OLLAMA_NUM_PARALLEL" is "the number of slots", 2 of it "2 slots". */
  Row counted(String noun, String one) {
    plainName = Optional.of(PlainName.counts(noun, one));
    return this;
  }

  /** "stream" is "streaming", true of it "streaming on". */
  Row turned(String noun) {
    plainName = Optional.of(PlainName.turns(noun));
    return this;
  }

  /** Few letters, where the whole name does not fit. */
  Row brief(String letters) {
    brief = letters;
    return this;
  }

  Row memory(Memory more) {
    memory = more;
    return this;
  }

  /** Every server takes it under this name. */
  Row openAi() {
    openAi = OpenAi.TAKEN;
    return this;
  }

  /** What OpenAI-compatible servers have in its place. */
  Row openAi(String instead) {
    openAi = OpenAi.instead(instead);
    return this;
  }

  /** Paddock sets it itself, for this reason; and what to do instead. */
  Row owned(String why, String instead) {
    owned = Optional.of(new Setting.Owned(why, instead));
    return this;
  }

  /** How Ollama parses the variable, which its server alone reads. */
  Row read(Parser parser) {
    return read(parser, byDefault);
  }

  /** The same, where the log's default is told in other words. */
  Row read(Parser parser, String without) {
    variable = Optional.of(new EnvVariable(name, parser, without, true));
    return this;
  }

  /** The clients of Ollama read the variable too. */
  Row clientsToo() {
    variable = variable.map(one -> new EnvVariable(name, one.parser(), one.byDefault(), false));
    return this;
  }

  /** When it does nothing, why, and what to do instead; asked by plan, read-back and doctor. */
  Row voidWhen(Predicate<Situation> when, String reason, String advice) {
    traps.add(Trap.voidWhen(row(), when, reason, advice));
    return this;
  }

  /** The setting, without putting it into the table. */
  Setting row() {
    return new Setting(
        name, scope, kind, byDefault, says, mind, allowed, plainName, brief, memory, openAi, owned,
        variable);
  }

  /** Puts it into the table. */
  Setting add() {
    return Known.added(row(), traps);
  }
}
