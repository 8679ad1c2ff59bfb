package hokm.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Types the commands of docs/postgres.md, and compares what the page says that they print. */
class DatabasePageIT {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(sh|text)\\n(.*?)^```$");
  private static final String NEXT = "--- the next block ---";

  private static final String AT_THE_END = """
      at_the_end() {
        [ $? = 0 ] || tail -n 5 "$D"/*.log "$D"/db/postgres/*.log
        for pid in "$D"/*/postmaster.pid "$D"/db/postgres/*/postmaster.pid; do
          [ ! -f "$pid" ] || kill -9 "$(head -n 1 "$pid")"
        done
      }
      trap at_the_end EXIT
      """;

  @TempDir
  private Path temp;

  private static boolean installed() {
    try (var versions = Files.list(Path.of("/usr/lib/postgresql"))) {
      return versions.anyMatch(each -> Files.isExecutable(each.resolve("bin/initdb")));
    } catch (IOException none) {
      return false;
    }
  }

  /** Ports of the page are those of whoever reads it; here others may have them. */
  private static String onFreePorts(String page) {
    var ports = new TreeMap<String, Integer>();
    for (String first : List.of("5432", "5442")) {
      int free = Stream.generate(FreePorts::any).filter(port -> FreePorts.free(port + 1)
          && port > 9999 && !ports.containsValue(port)).findFirst().orElseThrow();
      ports.put(first, free);
      ports.put(Integer.toString(Integer.parseInt(first) + 1), free + 1);
    }
    ports.put("5444", FreePorts.any());
    for (Map.Entry<String, Integer> each : ports.entrySet()) {
      page = page.replace(each.getKey(), each.getValue().toString());
    }
    return page;
  }

  private Path program() throws IOException {
    var home = Files.createDirectory(temp.resolve("project"));
    var conf = Files.createDirectories(home.resolve("conf/postgres"));
    try (var files = Files.list(Path.of("conf/postgres"))) {
      for (Path each : files.toList()) Files.copy(each, conf.resolve(each.getFileName()));
    }
    var hokm = home.resolve("hokm");
    Files.writeString(hokm, "#!/bin/sh\nexec '" + ProcessHandle.current().info().command()
        .orElse("java") + "' -XX:TieredStopAtLevel=1 -cp '"
        + System.getProperty("java.class.path") + "' hokm.cli.Main \"$@\"\n");
    assertThat(hokm.toFile().setExecutable(true)).isTrue();
    return home;
  }

  /** The page is for an ordinary user; root is none in a user namespace of its own. */
  private List<String> bash(Path script) {
    boolean root = "root".equals(System.getProperty("user.name"));
    var command = List.of("bash", "-eu", "-o", "pipefail", script.toString());
    return Stream.concat(root ? Stream.of("unshare", "-U") : Stream.of(), command.stream())
        .toList();
  }

  @Test
  void everyCommandOfThePagePrintsWhatThePageSays() throws Exception {
    assumeTrue(installed(), "install PostgreSQL 15 or newer, on which the page's commands run");
    var page = onFreePorts(Files.readString(Path.of("docs/postgres.md")));
    var script = new StringBuilder();
    var printed = new ArrayList<String>();
    var blocks = BLOCK.matcher(page);
    while (blocks.find()) {
      if (blocks.group(1).equals("sh")) {
        script.append("echo '").append(NEXT).append("'\n").append(blocks.group(2));
        printed.add("");
      } else {
        printed.set(printed.size() - 1, blocks.group(2));
      }
    }
    assertThat(printed).hasSizeGreaterThan(10);
    assertThat(type(script.toString())).isEqualTo(plain(String.join("", printed.stream()
        .map(each -> NEXT + "\n" + each).toList())));
  }

  private String type(String script) throws Exception {
    var home = program();
    var file = Files.writeString(temp.resolve("page.sh"), AT_THE_END + script);
    var out = temp.resolve("page.out");
    var builder = new ProcessBuilder(bash(file)).directory(home.toFile())
        .redirectErrorStream(true).redirectOutput(out.toFile());
    builder.environment().put("TMPDIR", temp.toString());
    var shell = builder.start();
    assertThat(shell.waitFor(3, TimeUnit.MINUTES)).isTrue();
    assertThat(shell.exitValue()).as(Files.readString(out)).isZero();
    return plain(Files.readString(out));
  }

  /** Positions and times are others each time, and so may be the width of their columns. */
  private static String plain(String text) {
    return text.replaceAll("0/[0-9A-F]{6,8}\\b", "0/…").replaceAll("\\b\\d+ (kB|ms)\\b", "… $1")
        .replaceAll("\\bunknown\\b", "… ms")
        .replaceAll(" +", " ")
        .replaceAll("(?m) +$", "").strip();
  }
}
