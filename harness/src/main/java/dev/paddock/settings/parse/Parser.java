package dev.paddock.settings.parse;

import static dev.paddock.settings.parse.Severity.HARM;
import static dev.paddock.settings.parse.Severity.NOTE;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A way in which Ollama 0.33 parses a variable. The surprises: a boolean that does not parse is
 * true, a number that does not parse is the default (with a log line), a duration that does not
 * parse is the default (without one). Values that the comments name were given to a real Ollama
 * 0.33, which printed what stands there.
 */
public enum Parser {
  FLAG {
    @Override
    public Optional<Reading> read(String text, String byDefault) {
      return flag(EnvText.stripped(text));
    }
  },
  LEVEL {
    @Override
    public Optional<Reading> read(String text, String byDefault) {
      return level(EnvText.stripped(text));
    }
  },
  WHOLE {
    @Override
    public Optional<Reading> read(String text, String byDefault) {
      return whole(false, EnvText.stripped(text), byDefault);
    }
  },
  /** A whole number in which people write units of 1024. */
  SCALED {
    @Override
    public Optional<Reading> read(String text, String byDefault) {
      return whole(true, EnvText.stripped(text), byDefault);
    }
  },
  DURATION {
    @Override
    public Optional<Reading> read(String text, String byDefault) {
      return GoDuration.reading(EnvText.stripped(text), byDefault);
    }
  },
  CACHE_TYPE {
    @Override
    public Optional<Reading> read(String text, String byDefault) {
      return cacheType(EnvText.stripped(text));
    }
  },
  ADDRESS {
    @Override
    public Optional<Reading> read(String text, String byDefault) {
      return Address.reading(EnvText.stripped(text));
    }
  },
  DEVICES {
    @Override
    public Optional<Reading> read(String text, String byDefault) {
      return devices(text);
    }
  },
  LIBRARY {
    @Override
    public Optional<Reading> read(String text, String byDefault) {
      return library(EnvText.stripped(text));
    }
  },
  TEXT {
    @Override
    public Optional<Reading> read(String text, String byDefault) {
      return Optional.empty();
    }
  };

  /** What the server makes of a text that is not as it looks; empty where all is well. */
  public abstract Optional<Reading> read(String text, String byDefault);

  private static final Set<String> MEANS_ON =
      Set.of("yes", "y", "on", "enable", "enabled", "true", "t");
  private static final Set<String> MEANS_OFF =
      Set.of("no", "n", "off", "disable", "disabled", "none", "never", "false", "f");

  private static final BigInteger TWO_TO_64 = BigInteger.TWO.pow(64);

  /**
   * Ollama looks only into the folder of this name ({@code discover/runner.go}):
   * OLLAMA_LLM_LIBRARY=cuda_v11 made it overlook a Vulkan device that it used without.
   */
  private static Optional<Reading> library(String text) {
    if (text.matches("cuda_v1[23]|cuda_jetpack[56]|rocm_v7_[12]|vulkan|metal|mlx_.*")) {
      return Optional.empty();
    }
    return Optional.of(
        text.startsWith("cpu")
            ? new Reading(NOTE, "hides every GPU", "Models run on the CPU alone.", Optional.empty())
            : new Reading(
                HARM,
                "is no library of Ollama 0.33",
                "Every other library is skipped, and with it every GPU. There are cuda_v12,"
                    + " cuda_v13, rocm_v7_2, vulkan; without the variable Ollama chooses.",
                Optional.empty()));
  }

  /** OLLAMA_FLASH_ATTENTION=off and =disabled were started with {@code --flash-attn on}. */
  private static Optional<Reading> flag(String text) {
    String folded = text.toLowerCase(Locale.ROOT).replaceFirst("[\\s#,;].*", "");
    if (GoBoolean.parse(text).isPresent() || MEANS_ON.contains(folded) || folded.equals("1")) {
      return Optional.empty();
    }
    return Optional.of(
        new Reading(
            HARM,
            "counts as on",
            "Ollama turns off only at 0, f or false; any other text that is no boolean is on.",
            MEANS_OFF.contains(folded) || folded.equals("0")
                ? Optional.of("false")
                : Optional.empty()));
  }

  private static Optional<Reading> level(String text) {
    if (GoBoolean.parse(text).isPresent() || text.matches("[-+]?\\d{1,18}")) {
      return Optional.empty();
    }
    boolean off = MEANS_OFF.contains(text.toLowerCase(Locale.ROOT));
    return off
        ? Optional.empty()
        : Optional.of(
            new Reading(
                Severity.VOID,
                "is not understood",
                "The log stays at its usual level: 1 or true is debug, 2 is trace.",
                Optional.of("1")));
  }

  /**
   * OLLAMA_NUM_PARALLEL=4x, OLLAMA_CONTEXT_LENGTH=8k and =-1, OLLAMA_GPU_OVERHEAD=1GB: {@code WARN
   * invalid environment variable, using default}.
   */
  private static Optional<Reading> whole(boolean scaled, String text, String byDefault) {
    if (text.matches("\\d+") && new BigInteger(text).compareTo(TWO_TO_64) < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Reading(
            HARM,
            "is no whole number",
            "Ollama takes the default, " + byDefault + ": units, signs and comments do not parse.",
            meant(scaled, text)));
  }

  /** Context lengths are counted by 1024, bytes with them. */
  private static Optional<String> meant(boolean scaled, String text) {
    return ScaledNumber.leading(text)
        .flatMap(number -> scaled ? number.in1024s() : whole(number.digits()))
        .map(BigInteger::toString);
  }

  private static Optional<BigInteger> whole(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0
        ? Optional.of(number.toBigIntegerExact())
        : Optional.empty();
  }

  /** OLLAMA_KV_CACHE_TYPE=q6_k: {@code Unsupported cache type: q6_k}, and no model loads. */
  private static Optional<Reading> cacheType(String text) {
    if (CacheType.of(text).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        new Reading(
            HARM,
            "is no type of a KV cache",
            "Ollama hands it on unchecked and llama-server ends with \"Unsupported cache type\": no"
                + " model loads. There are "
                + CacheType.words()
                + ".",
            Optional.of(text.startsWith("q4") || text.startsWith("Q4") ? "q4_0" : "q8_0")));
  }

  /**
   * The driver gets the raw text, Ollama strips only its own copy. CUDA ends the list at the first
   * entry that is no device (CUDA programming guide, environment variables).
   */
  private static Optional<Reading> devices(String text) {
    String bare = EnvText.stripped(text).replaceAll("\\s+", "");
    if (text.contains("\"") || text.contains("'")) {
      return Optional.of(
          new Reading(
              HARM,
              "has quotes in its value",
              "The GPU's driver gets the quotes too, finds no such device and shows none.",
              Optional.of(bare)));
    }
    if (bare.equals("-1") || bare.equalsIgnoreCase("none")) {
      return Optional.of(hidden("hides every GPU"));
    }
    if (!text.equals(bare)) {
      return Optional.of(
          new Reading(
              NOTE,
              "has blanks in its value",
              "A driver may end the list at the first entry that it does not understand.",
              Optional.of(bare)));
    }
    return Optional.empty();
  }

  /** No device is in the list. */
  public static Reading hidden(String what) {
    return new Reading(NOTE, what, "Models run on the CPU alone.", Optional.empty());
  }
}
