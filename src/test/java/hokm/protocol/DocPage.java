package hokm.protocol;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A page of docs, taken apart by its headings of the second and third level. */
record DocPage(Map<String, Map<String, DocPage.Part>> sections) {

  /** What stands under one heading. */
  record Part(String text) {

    /** The JSON blocks, in order. */
    List<JsonObject> examples() {
      var found = new ArrayList<JsonObject>();
      var blocks = Pattern.compile("(?s)```json\n(.*?)```").matcher(text);
      while (blocks.find()) found.add(new JsonObject(blocks.group(1)));
      return found;
    }

    JsonObject example() {
      if (examples().size() != 1) throw new IllegalStateException("One example, not: " + text);
      return examples().get(0);
    }

    /** The names in the line that begins with "Optional:". */
    Set<String> optional() {
      return text.lines().filter(line -> line.startsWith("Optional: ")).findFirst()
          .map(DocPage::quoted).orElse(Set.of());
    }

    /** The cells of its tables' rows, headers left out. */
    List<List<String>> rows() {
      return text.lines().filter(line -> line.startsWith("| ") && !line.startsWith("| --- "))
          .map(line -> List.of(line.substring(2, line.length() - 2).split(" \\| ")))
          .skip(1).toList();
    }
  }

  static Set<String> quoted(String text) {
    var names = new TreeSet<String>();
    var matcher = Pattern.compile("`([^`]+)`").matcher(text);
    while (matcher.find()) names.add(matcher.group(1));
    return names;
  }

  static DocPage read(String file) {
    var sections = new LinkedHashMap<String, Map<String, Part>>();
    String section = "";
    String heading = "";
    try {
      for (String line : Files.readAllLines(Path.of(file))) {
        if (line.startsWith("## ")) {
          section = line.substring(3);
          heading = "";
        } else if (line.startsWith("### ")) {
          heading = line.substring(4);
        } else {
          sections.computeIfAbsent(section, s -> new LinkedHashMap<>())
              .merge(heading, new Part(line + "\n"), (a, b) -> new Part(a.text() + b.text()));
        }
      }
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
    return new DocPage(sections);
  }

  /** What stands between a section's heading and its first subheading. */
  Part head(String section) {
    return sections.get(section).get("");
  }

  /** By subheading. */
  Map<String, Part> parts(String section) {
    var parts = new LinkedHashMap<>(sections.get(section));
    parts.remove("");
    return parts;
  }
}
