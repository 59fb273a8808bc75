package dev.paddock.doctor;

import static dev.paddock.doctor.Severity.HARM;
import static dev.paddock.doctor.Severity.NOTE;

import dev.paddock.settings.GoBoolean;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How Ollama 0.33 parses each variable that it reads, from its {@code envconfig/config.go}. The
 * surprises: a boolean that does not parse is true, a number that does not parse is the default
 * (with a log line), a duration that does not parse is the default (without one). Values that the
 * comments name were given to a real Ollama 0.33, which printed what stands there.
 */
final class Envconfig {
  private static final Map<String, Entry> ENTRIES = new LinkedHashMap<>();

  /** A variable: how it is parsed, what holds without it, and whether only the server reads it. */
  private record Entry(Kind kind, String byDefault, boolean serverOnly) {}

  private enum Kind {
    FLAG {
      @Override
      Optional<Reading> read(String name, String text, String byDefault) {
        return flag(stripped(text));
      }
    },
    LEVEL {
      @Override
      Optional<Reading> read(String name, String text, String byDefault) {
        return level(stripped(text));
      }
    },
    WHOLE {
      @Override
      Optional<Reading> read(String name, String text, String byDefault) {
        return whole(name, stripped(text), byDefault);
      }
    },
    DURATION {
      @Override
      Optional<Reading> read(String name, String text, String byDefault) {
        return GoDuration.reading(stripped(text), byDefault);
      }
    },
    CACHE_TYPE {
      @Override
      Optional<Reading> read(String name, String text, String byDefault) {
        return cacheType(stripped(text));
      }
    },
    ADDRESS {
      @Override
      Optional<Reading> read(String name, String text, String byDefault) {
        return Address.reading(stripped(text));
      }
    },
    DEVICES {
      @Override
      Optional<Reading> read(String name, String text, String byDefault) {
        return devices(text);
      }
    },
    LIBRARY {
      @Override
      Optional<Reading> read(String name, String text, String byDefault) {
        return library(stripped(text));
      }
    },
    TEXT {
      @Override
      Optional<Reading> read(String name, String text, String byDefault) {
        return Optional.empty();
      }
    };

    abstract Optional<Reading> read(String name, String text, String byDefault);
  }

  static {
    server("OLLAMA_FLASH_ATTENTION", Kind.FLAG, "automatic");
    server("OLLAMA_SCHED_SPREAD", Kind.FLAG, "off");
    server("OLLAMA_VULKAN", Kind.FLAG, "on");
    server("OLLAMA_IGPU_ENABLE", Kind.FLAG, "by device");
    server("OLLAMA_NOPRUNE", Kind.FLAG, "off");
    server("OLLAMA_GO_TEMPLATE", Kind.FLAG, "on");
    server("OLLAMA_DEBUG_LOG_REQUESTS", Kind.FLAG, "off");
    both("OLLAMA_NO_CLOUD", Kind.FLAG, "off");
    both("OLLAMA_NOHISTORY", Kind.FLAG, "off");
    both("OLLAMA_AUTH", Kind.FLAG, "off");
    both("OLLAMA_CORS", Kind.FLAG, "off");
    server("OLLAMA_NUM_PARALLEL", Kind.WHOLE, "1");
    server("OLLAMA_MAX_LOADED_MODELS", Kind.WHOLE, "0 (3 for each GPU)");
    server("OLLAMA_MAX_QUEUE", Kind.WHOLE, "512");
    server("OLLAMA_MAX_TRANSFER_STREAMS", Kind.WHOLE, "4");
    server("OLLAMA_CONTEXT_LENGTH", Kind.WHOLE, "0 (4096, 32768 or 262144, by VRAM)");
    server("OLLAMA_GPU_OVERHEAD", Kind.WHOLE, "0");
    server("OLLAMA_KEEP_ALIVE", Kind.DURATION, "5m");
    server("OLLAMA_LOAD_TIMEOUT", Kind.DURATION, "5m");
    server("OLLAMA_KV_CACHE_TYPE", Kind.CACHE_TYPE, "f16");
    both("OLLAMA_HOST", Kind.ADDRESS, "127.0.0.1:11434");
    both("OLLAMA_DEBUG", Kind.LEVEL, "off");
    both("CUDA_VISIBLE_DEVICES", Kind.DEVICES, "all");
    both("HIP_VISIBLE_DEVICES", Kind.DEVICES, "all");
    both("ROCR_VISIBLE_DEVICES", Kind.DEVICES, "all");
    both("GGML_VK_VISIBLE_DEVICES", Kind.DEVICES, "all");
    server("OLLAMA_MODELS", Kind.TEXT, "~/.ollama/models");
    server("OLLAMA_LLM_LIBRARY", Kind.LIBRARY, "by hardware");
    server("OLLAMA_ORIGINS", Kind.TEXT, "local");
    for (String name :
        List.of(
            "OLLAMA_REMOTES",
            "OLLAMA_EDITOR",
            "OLLAMA_API_KEY",
            "OLLAMA_EXPERIMENT",
            "OLLAMA_SKILLS",
            "OLLAMA_CLOUD_BASE_URL",
            "OLLAMA_DOT_COM_URL",
            "OLLAMA_LLAMA_CPP_COMPAT",
            "OLLAMA_APP_DB_PATH",
            "OLLAMA_AGENT_DISABLE_SHELL",
            "OLLAMA_AGENT_DISABLE_WEBSEARCH",
            "OLLAMA_LAUNCH_DSH_API_KEY")) {
      both(name, Kind.TEXT, "");
    }
  }

  private static final Set<String> MEANS_ON =
      Set.of("yes", "y", "on", "enable", "enabled", "true", "t");
  private static final Set<String> MEANS_OFF =
      Set.of("no", "n", "off", "disable", "disabled", "none", "never", "false", "f");

  /** Lower case, because Ollama folds it ({@code llm/server.go}); the list is llama.cpp's. */
  private static final Set<String> CACHE_TYPES =
      Set.of("f32", "f16", "bf16", "q8_0", "q4_0", "q4_1", "iq4_nl", "q5_0", "q5_1");

  private static final Pattern LEADING_NUMBER =
      Pattern.compile("\\+?(\\d{1,15})\\s*([kmg](?=i?b?(\\W|$)))?.*", Pattern.CASE_INSENSITIVE);
  private static final BigInteger TWO_TO_64 = BigInteger.TWO.pow(64);

  private Envconfig() {}

  private static void server(String name, Kind kind, String byDefault) {
    ENTRIES.put(name, new Entry(kind, byDefault, true));
  }

  private static void both(String name, Kind kind, String byDefault) {
    ENTRIES.put(name, new Entry(kind, byDefault, false));
  }

  /** Every variable that Ollama reads. */
  static Set<String> names() {
    return ENTRIES.keySet();
  }

  /** Whether the server reads it and {@code ollama run} does not. */
  static boolean serverOnly(String name) {
    Entry entry = ENTRIES.get(name);
    return entry != null && entry.serverOnly();
  }

  /**
   * What is not as the text says; empty where all is well, or Ollama does not read the variable.
   */
  static Optional<Reading> surprise(String name, String text) {
    Entry entry = ENTRIES.get(name);
    return entry == null || stripped(text).isEmpty()
        ? Optional.empty()
        : entry.kind().read(name, text, entry.byDefault());
  }

  /** {@code envconfig.Var}: blanks go first, then quotes; blanks inside the quotes stay. */
  static String stripped(String text) {
    return text.strip().replaceAll("^[\"']+|[\"']+$", "");
  }

  /** Whether Ollama takes this text for on; an empty text is unset and on neither side. */
  static Optional<Boolean> flagOf(String text) {
    String flag = stripped(text);
    return flag.isEmpty() ? Optional.empty() : Optional.of(GoBoolean.isOn(flag));
  }

  /** The number that Ollama takes; empty where it takes the default. */
  static Optional<Long> numberOf(String text) {
    String number = stripped(text);
    return number.matches("\\d{1,18}") ? Optional.of(Long.parseLong(number)) : Optional.empty();
  }

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
  private static Optional<Reading> whole(String name, String text, String byDefault) {
    if (text.matches("\\d+") && new BigInteger(text).compareTo(TWO_TO_64) < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Reading(
            HARM,
            "is no whole number",
            "Ollama takes the default, " + byDefault + ": units, signs and comments do not parse.",
            meant(name, text)));
  }

  /** Context lengths are counted by 1024, bytes with them. */
  private static Optional<String> meant(String name, String text) {
    Matcher matcher = LEADING_NUMBER.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    boolean scaled = name.equals("OLLAMA_CONTEXT_LENGTH") || name.equals("OLLAMA_GPU_OVERHEAD");
    String unit = matcher.group(2) == null ? "" : matcher.group(2).toLowerCase(Locale.ROOT);
    int power = scaled ? List.of("", "k", "m", "g").indexOf(unit) : 0;
    return Optional.of(
        new BigInteger(matcher.group(1)).multiply(BigInteger.TWO.pow(10 * power)).toString());
  }

  /** OLLAMA_KV_CACHE_TYPE=q6_k: {@code Unsupported cache type: q6_k}, and no model loads. */
  private static Optional<Reading> cacheType(String text) {
    if (CACHE_TYPES.contains(text.toLowerCase(Locale.ROOT))) {
      return Optional.empty();
    }
    return Optional.of(
        new Reading(
            HARM,
            "is no type of a KV cache",
            "Ollama hands it on unchecked and llama-server ends with \"Unsupported cache type\": no"
                + " model loads. There are f32, f16, bf16, q8_0, q4_0, q4_1, iq4_nl, q5_0, q5_1.",
            Optional.of(text.startsWith("q4") || text.startsWith("Q4") ? "q4_0" : "q8_0")));
  }

  /**
   * The driver gets the raw text, Ollama strips only its own copy. CUDA ends the list at the first
   * entry that is no device (CUDA programming guide, environment variables).
   */
  private static Optional<Reading> devices(String text) {
    String bare = stripped(text).replaceAll("\\s+", "");
    if (text.contains("\"") || text.contains("'")) {
      return Optional.of(
          new Reading(
              HARM,
              "has quotes in its value",
              "The GPU's driver gets the quotes too, finds no such device and shows none.",
              Optional.of(bare)));
    }
    if (bare.equals("-1") || bare.equalsIgnoreCase("none")) {
      return Optional.of(
          new Reading(NOTE, "hides every GPU", "Models run on the CPU alone.", Optional.empty()));
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
}
