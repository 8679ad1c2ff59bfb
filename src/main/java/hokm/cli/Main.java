package hokm.cli;

import hokm.cluster.ClusterUnavailable;
import hokm.room.BadSetting;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(name = "hokm", mixinStandardHelpOptions = true, version = "hokm 1.0",
    description = "The Hokm server that people can't knock over.",
    subcommands = {UpCommand.class, NodeCommand.class, SimulateCommand.class, DemoCommand.class,
        PlayCommand.class, OutageCommand.class, ChaosCommand.class, BenchCommand.class,
        ForgetfulNodeCommand.class, BaselineCommand.class, DbCommand.class, SoakCommand.class,
        FuzzCommand.class, SlowCommand.class, AdminCommand.class})
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** What a person can mend is one line; anything else shows where it happened. */
  static CommandLine commandLine() {
    return new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((failure, line, parsed) -> {
      if (!(failure instanceof BadSetting) && !(failure instanceof IllegalStateException)
          && !(failure instanceof ClusterUnavailable)) {
        throw failure;
      }
      line.getErr().println(failure.getMessage());
      line.getErr().flush();
      return 2;
    });
  }
}
