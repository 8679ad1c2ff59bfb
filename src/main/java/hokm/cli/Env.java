package hokm.cli;

import static hokm.room.BadSetting.require;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The environment, read with names and rules. A value that breaks its rule is a BadSetting.
 *
 * @param asked the names that were asked for until now
 */
record Env(Map<String, String> variables, Set<String> asked) {

  Env(Map<String, String> variables) {
    this(variables, new HashSet<>());
  }

  String text(String name, String otherwise) {
    return optional(name).orElse(otherwise);
  }

  Optional<String> optional(String name) {
    asked.add(name);
    return Optional.ofNullable(variables.get(name)).map(String::trim).filter(t -> !t.isEmpty());
  }

  /** The value of NAME, or what stands in the file that NAME_FILE names. */
  Optional<String> secret(String name) {
    var file = optional(name + "_FILE");
    var here = optional(name);
    if (file.isEmpty()) return here;
    require(here.isEmpty(), name + ": either this or " + name + "_FILE", "both");
    try {
      return Optional.of(Files.readString(Path.of(file.get())).strip());
    } catch (IOException unreadable) {
      require(false, name + "_FILE: a file that can be read", file.get());
      throw new IllegalStateException(unreadable);
    }
  }

  /** What has the name of a setting and is none that was asked for. */
  List<String> unknown() {
    return variables.keySet().stream().filter(name -> name.startsWith("HOKM_")
        && !asked.contains(name)).sorted().toList();
  }

  int number(String name, int otherwise) {
    var text = optional(name);
    if (text.isEmpty()) return otherwise;
    try {
      return Integer.parseInt(text.get());
    } catch (NumberFormatException wrong) {
      require(false, name + ": a whole number", text.get());
      throw wrong;
    }
  }

  Duration millis(String name, Duration otherwise) {
    return Duration.ofMillis(number(name, Math.toIntExact(otherwise.toMillis())));
  }

  List<String> list(String name, List<String> otherwise) {
    return optional(name).map(text -> Arrays.stream(text.split(",")).map(String::trim)
        .filter(each -> !each.isEmpty()).toList()).orElse(otherwise);
  }

  <E extends Enum<E>> E choice(String name, Class<E> type, E otherwise) {
    var text = optional(name);
    if (text.isEmpty()) return otherwise;
    for (E each : type.getEnumConstants()) {
      if (each.name().equalsIgnoreCase(text.get())) return each;
    }
    var names = Arrays.toString(type.getEnumConstants()).toLowerCase(java.util.Locale.ROOT);
    require(false, name + ": one of " + names, text.get());
    throw new IllegalStateException(name);
  }
}
