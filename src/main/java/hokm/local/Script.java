package hokm.local;

import java.util.ArrayList;
import java.util.List;

/** SQL of several statements, taken apart: the driver would run them as one transaction. */
final class Script {

  private Script() {}

  /** At each semicolon that ends a line, but within $$ none does. */
  static List<String> statements(String script) {
    var all = new ArrayList<String>();
    var one = new StringBuilder();
    boolean quoted = false;
    for (String line : script.lines().filter(line -> !line.startsWith("--")).toList()) {
      one.append(line).append('\n');
      if ((line.length() - line.replace("$$", "").length()) % 4 == 2) quoted = !quoted;
      if (!quoted && line.stripTrailing().endsWith(";")) {
        all.add(one.toString().strip());
        one.setLength(0);
      }
    }
    if (!one.toString().isBlank()) all.add(one.toString().strip());
    return all;
  }
}
