package hokm.cli;

import static hokm.room.BadSetting.require;

import hokm.local.PostgresFolder;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "setup", mixinStandardHelpOptions = true,
    description = "Makes a primary and a standby from nothing, and leaves them running.")
final class DbSetupCommand implements Callable<Integer> {

  @Spec
  private CommandSpec spec;

  @Mixin
  private DbPlace place;

  @Option(names = "--port", defaultValue = "5432", paramLabel = "PORT",
      description = "the primary's; its standbys have the next (default: ${DEFAULT-VALUE})")
  private int port;

  @Option(names = "--standbys", defaultValue = "1", paramLabel = "N",
      description = "1 or 2 (default: ${DEFAULT-VALUE})")
  private int standbys;

  @Override
  public Integer call() {
    require(port > 0 && port <= 65_533, "--port: 1 to 65533", port);
    require(standbys >= 1 && standbys <= 2, "--standbys: 1 or 2", standbys);
    List<Integer> ports = IntStream.rangeClosed(port, port + standbys).boxed().toList();
    var folder = place.folder(this::say);
    folder.setup(ports);
    say("The primary answers at 127.0.0.1:" + port + ", and streams to "
        + ports.stream().skip(1).map(each -> "127.0.0.1:" + each)
            .collect(Collectors.joining(" and "))
        + ". They stay when this command has ended.");
    say("Give this to each node:");
    PostgresFolder.environment(place.data()).forEach((name, value) -> say(name + "=" + value));
    return 0;
  }

  private void say(String line) {
    var out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
