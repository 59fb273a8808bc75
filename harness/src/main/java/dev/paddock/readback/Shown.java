package dev.paddock.readback;

import dev.paddock.settings.Setting;
import dev.paddock.settings.Value;
import dev.paddock.settings.parse.GoBoolean;
import dev.paddock.settings.parse.GoDuration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** In which form a server shows a value, and so when what was seen is what was asked for. */
enum Shown {
  /** To the letter. */
  VERBATIM {
    @Override
    boolean agrees(Value wanted, String seen) {
      return wanted.toString().equals(seen);
    }
  },
  /** As it is, in capitals or not. */
  WORD {
    @Override
    boolean agrees(Value wanted, String seen) {
      return wanted.toString().equalsIgnoreCase(seen);
    }
  },
  /** Perhaps longer than it was asked for: {@code awq_marlin} is what became of {@code awq}. */
  BEGINNING {
    @Override
    boolean agrees(Value wanted, String seen) {
      String asked = wanted.toString().toLowerCase(Locale.ROOT);
      return wanted instanceof Value.Text
          ? seen.toLowerCase(Locale.ROOT).startsWith(SHORT.getOrDefault(asked, asked))
          : asked.equals(seen);
    }
  },
  /** With as many digits as a log leaves it. */
  NUMBER {
    @Override
    boolean agrees(Value wanted, String seen) {
      return near(number(wanted.toString()), number(seen), ROUNDED);
    }
  },
  /** {@code 5m0s} is {@code 300}, and a clock runs between the one and the other. */
  DURATION {
    @Override
    boolean agrees(Value wanted, String seen) {
      return near(GoDuration.seconds(wanted.toString()), GoDuration.seconds(seen), SECONDS);
    }
  },
  /** {@code true} or {@code false}. */
  SWITCH {
    @Override
    boolean agrees(Value wanted, String seen) {
      return Boolean.toString(GoBoolean.isOn(wanted.toString())).equals(seen);
    }
  },
  /** {@code enabled}, {@code disabled}, or either with what chose it in front. */
  ENABLED {
    @Override
    boolean agrees(Value wanted, String seen) {
      return seen.endsWith(GoBoolean.isOn(wanted.toString()) ? "enabled" : "disabled");
    }
  },
  /** Of several cards Ollama hands over only the chosen one, whose number is then 0. */
  INDEX {
    @Override
    boolean agrees(Value wanted, String seen) {
      return seen.equals("0") || wanted.toString().equals(seen);
    }
  },
  /** {@code 10/31}, of which more than all cannot be. */
  OF_ALL {
    @Override
    boolean agrees(Value wanted, String seen) {
      String[] parts = seen.split("/", 2);
      long all = parts.length > 1 ? Long.parseLong(parts[1]) : Long.MAX_VALUE;
      return wanted instanceof Value.Whole(long number)
          && Math.min(number, all) == Long.parseLong(parts[0]);
    }
  };

  /** Names of number types that vLLM takes, and shows as another. */
  private static final Map<String, String> SHORT = Map.of("half", "float16", "float", "float32");

  /** What a log may round away of a number, and a clock of a duration in seconds. */
  private static final double ROUNDED = 0.0005;

  private static final double SECONDS = 5;

  abstract boolean agrees(Value wanted, String seen);

  /** The form of a setting for which nothing else is known than its kind. */
  static Shown of(Setting.Kind kind) {
    return switch (kind) {
      case FLAG -> SWITCH;
      case DECIMAL -> NUMBER;
      case DURATION -> DURATION;
      case WHOLE, TEXT, ITEMS, SIZE, RATE -> WORD;
    };
  }

  private static Optional<Double> number(String text) {
    return text.matches("-?\\d{1,15}(\\.\\d{1,15})?")
        ? Optional.of(Double.parseDouble(text))
        : Optional.empty();
  }

  private static boolean near(Optional<Double> wanted, Optional<Double> seen, double tolerance) {
    return Objects.equals(wanted, seen)
        || (wanted.isPresent()
            && seen.isPresent()
            && Math.abs(wanted.get() - seen.get()) <= tolerance);
  }
}
