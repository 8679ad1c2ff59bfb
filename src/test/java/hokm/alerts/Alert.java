package hokm.alerts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** One rule of conf/prometheus/alerts.yml. @param notes its annotations */
record Alert(String name, String expr, String severity, Map<String, String> notes) {

  static final Path RULES = Path.of("conf", "prometheus", "alerts.yml");

  /** As the file has them, in its order. */
  static List<Alert> all() {
    return each(each(yaml(RULES).get("groups")).stream()
        .flatMap(group -> each(group.get("rules")).stream()).toList()).stream()
        .map(rule -> new Alert((String) rule.get("alert"), (String) rule.get("expr"),
            texts(rule.get("labels")).get("severity"), texts(rule.get("annotations")))).toList();
  }

  /** The heading of the runbook that it leads to, as it stands in an address. */
  String anchor() {
    return notes.get("runbook_url").replaceFirst(".*#", "");
  }

  static Map<String, Object> yaml(Path file) {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try (var text = Files.newBufferedReader(file)) {
      return map(new Yaml(new SafeConstructor(options)).load(text));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static List<Map<String, Object>> each(Object list) {
    return ((List<?>) list).stream().map(Alert::map).toList();
  }

  private static Map<String, Object> map(Object of) {
    return ((Map<?, ?>) of).entrySet().stream().collect(Collectors.toMap(
        entry -> (String) entry.getKey(), Map.Entry::getValue));
  }

  private static Map<String, String> texts(Object of) {
    return map(of).entrySet().stream().collect(Collectors.toMap(
        Map.Entry::getKey, entry -> (String) entry.getValue()));
  }
}
