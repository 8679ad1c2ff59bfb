package hokm.alerts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A page of docs as whoever follows a link finds it. */
final class Page {
  private Page() {}

  /** What stands under each heading of the second level, by the heading's anchor. */
  static Map<String, String> sections(Path page) {
    var all = new LinkedHashMap<String, String>();
    String anchor = "";
    for (String line : lines(page)) {
      if (line.startsWith("## ")) anchor = anchor(line.substring(3));
      all.merge(anchor, line + "\n", String::concat);
    }
    all.remove("");
    return all;
  }

  /** As the usual renderers make it: words and hyphens, in small letters. */
  static String anchor(String heading) {
    return heading.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "")
        .replace(' ', '-');
  }

  static List<String> lines(Path page) {
    try {
      return Files.readAllLines(page);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
