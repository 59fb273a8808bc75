package dev.paddock.doctor.read;

import dev.paddock.doctor.text.Yaml;
import dev.paddock.doctor.text.Yaml.Field;
import dev.paddock.doctor.text.Yaml.Fields;
import dev.paddock.doctor.text.Yaml.Items;
import dev.paddock.doctor.text.Yaml.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One service over another, as compose merges files and {@code extends}. */
final class ComposeMerge {
  private static final int DEEPEST = 6;
  private static final Set<String> REPLACED = Set.of("command", "entrypoint", "extends");

  private ComposeMerge() {}

  static Fields of(Fields base, Fields over) {
    Map<String, Field> fields = new LinkedHashMap<>(base.fields());
    fields.remove("extends");
    over.fields()
        .forEach(
            (key, field) -> {
              Field before = fields.get(key);
              if (field.value().tag().equals("!reset")) {
                fields.remove(key);
              } else if (before == null || field.value().tag().equals("!override")) {
                fields.put(key, field);
              } else {
                fields.put(
                    key, new Field(field.place(), merged(key, before.value(), field.value())));
              }
            });
    return new Fields(over.place(), over.tag(), fields);
  }

  private static Yaml merged(String key, Yaml base, Yaml over) {
    if (key.equals("environment")) {
      return environment(base, over);
    }
    if (REPLACED.contains(key)) {
      return over;
    }
    if (base instanceof Fields a && over instanceof Fields b) {
      return Yaml.merged(a, b, DEEPEST);
    }
    boolean lists = base instanceof Items || over instanceof Items;
    if (lists || key.equals("env_file")) {
      List<Yaml> all = new ArrayList<>(base.items());
      all.addAll(over.items());
      return new Items(over.place(), over.tag(), all);
    }
    return over;
  }

  /** List and map become one map, in the form of the first. */
  private static Yaml environment(Yaml base, Yaml over) {
    if (base instanceof Items list) {
      List<Yaml> all = new ArrayList<>(list.items());
      all.addAll(over instanceof Items more ? more.items() : lines(over));
      return lastOfEach(new Items(over.place(), "", all));
    }
    if (base instanceof Fields a) {
      return Yaml.merged(a, over instanceof Fields b ? b : map(over), 0);
    }
    return over;
  }

  private static List<Yaml> lines(Yaml map) {
    List<Yaml> lines = new ArrayList<>();
    map.fields()
        .forEach(
            (name, field) -> {
              boolean empty = field.value() instanceof Text text && text.empty();
              lines.add(
                  new Text(
                      field.place(), "", empty ? name : name + "=" + field.value().text(), false));
            });
    return lines;
  }

  private static Fields map(Yaml list) {
    Map<String, Field> fields = new LinkedHashMap<>();
    for (Yaml one : list.items()) {
      String text = one.text();
      int equals = text.indexOf('=');
      String name = equals < 0 ? text : text.substring(0, equals);
      String value = equals < 0 ? "" : text.substring(equals + 1);
      fields.put(name, new Field(one.place(), new Text(one.place(), "", value, equals < 0)));
    }
    return new Fields(list.place(), "", fields);
  }

  /** What is overridden is gone: it is meant so. */
  private static Items lastOfEach(Items list) {
    Map<String, Yaml> last = new LinkedHashMap<>();
    for (Yaml one : list.items()) {
      String name = one.text().replaceFirst("=.*", "");
      last.put(one instanceof Text ? name : one.place(), one);
    }
    return new Items(list.place(), list.tag(), List.copyOf(last.values()));
  }
}
