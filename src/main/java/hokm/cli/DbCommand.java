package hokm.cli;

import hokm.local.PostgresCluster;
import hokm.local.PostgresFolder;
import hokm.local.PostgresRoles;
import hokm.local.PostgresServer;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "db", mixinStandardHelpOptions = true,
    description = "PostgreSQL with streaming replication, on an installed PostgreSQL.",
    subcommands = {DbSetupCommand.class, DbStatusCommand.class, DbDrillCommand.class})
final class DbCommand {

  @Spec
  private CommandSpec spec;

  @Command(name = "promote", mixinStandardHelpOptions = true,
      description = "Makes a standby the primary.")
  int promote(@Mixin DbPlace place,
      @Parameters(paramLabel = "PORT", description = "the standby's") int port,
      @Option(names = "--switch", description = "stop a primary that answers first, and make it a"
          + " standby afterwards") boolean stopPrimary) {
    var roles = new PostgresRoles(place.folder(this::say).open(), this::say);
    roles.promote(roles.at(port), stopPrimary);
    return 0;
  }

  @Command(name = "rejoin", mixinStandardHelpOptions = true,
      description = "Makes an old primary, or a standby that can't follow, a standby again.")
  int rejoin(@Mixin DbPlace place,
      @Parameters(paramLabel = "PORT", description = "the server's") int port,
      @Option(names = "--print", description = "print the commands instead") boolean print) {
    var cluster = place.folder(this::say).open();
    var roles = new PostgresRoles(cluster, this::say);
    if (print) roles.rejoinCommands(roles.at(port), cluster.primary()).forEach(this::say);
    else roles.rejoin(roles.at(port), cluster.primary());
    return 0;
  }

  @Command(name = "add-standby", mixinStandardHelpOptions = true,
      description = "Adds a standby to servers that run.")
  int add(@Mixin DbPlace place, @Option(names = "--port", required = true, paramLabel = "PORT",
      description = "the new server's") int port) {
    return change(place, folder -> {
      var cluster = folder.open();
      cluster.add(port);
      say("PostgreSQL at 127.0.0.1:" + port + " streams from 127.0.0.1:" + cluster.primary().port()
          + ".");
      folder.tell(cluster);
    });
  }

  @Command(name = "remove-standby", mixinStandardHelpOptions = true,
      description = "Stops a standby, and throws its data and its slot away.")
  int remove(@Mixin DbPlace place,
      @Parameters(paramLabel = "PORT", description = "the standby's") int port) {
    return change(place, folder -> {
      var cluster = folder.open();
      cluster.remove(new PostgresRoles(cluster, this::say).at(port));
      say("PostgreSQL at 127.0.0.1:" + port + " is no more.");
      folder.tell(cluster);
    });
  }

  private int change(DbPlace place, Consumer<PostgresFolder> change) {
    change.accept(place.folder(this::say));
    return 0;
  }

  @Command(name = "start", mixinStandardHelpOptions = true,
      description = "Starts the servers that don't run.")
  int start(@Mixin DbPlace place) {
    var cluster = place.folder(this::say).open();
    cluster.start();
    cluster.servers().forEach(server -> say("PostgreSQL at 127.0.0.1:" + server.port() + " runs."));
    return 0;
  }

  @Command(name = "stop", mixinStandardHelpOptions = true, description = "Stops all servers.")
  int stop(@Mixin DbPlace place) {
    PostgresCluster cluster = place.folder(this::say).open();
    // The primary first: its standbys then have all that it had.
    cluster.servers().stream().filter(PostgresServer::leads).forEach(PostgresServer::stop);
    cluster.stop();
    return 0;
  }

  private void say(String line) {
    var out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
