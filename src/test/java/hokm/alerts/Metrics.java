package hokm.alerts;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The figures of docs/metrics.md, and who looks at them. */
final class Metrics {

  private static final Path PAGE = Path.of("docs", "metrics.md");
  private static final Pattern ROW = Pattern.compile("\\| `([a-z_]+)` \\|.*\\| ([^|]*)\\|");
  private static final Pattern NAME = Pattern.compile("\\b(?:hokm|jvm|process|vertx)_[a-z_]+\\b");

  private Metrics() {}

  /** For each figure the alerts that its row names. */
  static Map<String, Set<String>> told() {
    var told = new TreeMap<String, Set<String>>();
    Page.lines(PAGE).stream().map(ROW::matcher).filter(row -> row.matches())
        .forEach(row -> told.put(row.group(1), Arrays.stream(row.group(2).split("[`, ]+"))
            .filter(word -> !word.isBlank()).collect(Collectors.toCollection(TreeSet::new))));
    return told;
  }

  /** What an expression looks at: of a part of a histogram the histogram. @param known of them */
  static Set<String> of(String expr, Set<String> known) {
    return NAME.matcher(expr).results().map(found -> found.group())
        .map(name -> known.contains(name) ? name
            : name.replaceFirst("_(bucket|count|sum|max)$", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
