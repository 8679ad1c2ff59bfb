package hokm.cli;

import hokm.local.PostgresFolder;
import hokm.persistence.ClusterStatus;
import hokm.persistence.PostgresSettings;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "status", mixinStandardHelpOptions = true, description = "Shows who is the primary,"
    + " and how each server is; exits with 1 when nobody takes writes.")
final class DbStatusCommand implements Callable<Integer> {

  private static final long DEADLINE_SECONDS = 10;

  @Spec
  private CommandSpec spec;

  @Option(names = "--data", paramLabel = "DIR", description = "the folder that ./hokm db setup has"
      + " made (default: the servers of HOKM_PG_ENDPOINTS, or else .hokm-db)")
  private Path data;

  @Option(names = "--json", description = "as JSON")
  private boolean json;

  @Option(names = "--watch", description = "again each second, until Ctrl-C")
  private boolean watch;

  @Override
  public Integer call() throws Exception {
    var settings = settings(new Env(System.getenv()));
    var vertx = Vertx.vertx();
    try {
      while (true) {
        var status = ClusterStatus.look(vertx, settings).toCompletionStage().toCompletableFuture()
            .get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        print(status);
        if (!watch) return status.writer().isPresent() ? 0 : 1;
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
      }
    } finally {
      vertx.close();
    }
  }

  private PostgresSettings settings(Env env) {
    boolean told = env.variables().containsKey("HOKM_PG_ENDPOINTS")
        || env.variables().containsKey("HOKM_PG_ENDPOINTS_FILE");
    var folder = data != null ? data : Path.of(".hokm-db");
    if (data == null && (told || !Files.exists(folder))) return Config.of(env).postgres();
    var own = new HashMap<>(env.variables());
    own.keySet().removeIf(name -> name.startsWith("HOKM_PG_"));
    own.putAll(PostgresFolder.environment(folder));
    return Config.of(new Env(own)).postgres();
  }

  private void print(ClusterStatus status) {
    var out = spec.commandLine().getOut();
    if (json) out.println(watch ? status.json().encode() : status.json().encodePrettily());
    else status.table().forEach(out::println);
    if (watch && !json) out.println();
    out.flush();
  }
}
