package hokm.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page's own modules, tried by Node.js without a browser. */
class WebTest {

  @Test
  void theModulesOfThePageDoWhatTheirTestsSay() throws Exception {
    var arguments = new ArrayList<>(List.of("--test"));
    arguments.addAll(tests());
    var printed = PageModules.run("web.log", arguments);
    assertThat(printed).containsPattern("(?m)^# pass [1-9]|^ℹ pass [1-9]")
        .containsPattern("(?m)^# fail 0|^ℹ fail 0");
  }

  private static List<String> tests() throws IOException {
    try (var files = Files.list(PageModules.TESTS)) {
      return files.map(Path::toString).filter(name -> name.endsWith(".test.mjs")).sorted().toList();
    }
  }
}
