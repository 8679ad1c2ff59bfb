package hokm.cli;

import static hokm.room.BadSetting.require;

import hokm.drill.Drill;
import hokm.drill.DrillFault;
import hokm.drill.DrillReport;
import hokm.local.FreshFolder;
import hokm.local.Ground;
import hokm.local.PostgresPrograms;
import hokm.local.RedisServer;
import hokm.local.Stack;
import hokm.local.StackSettings;
import hokm.snapshots.RedisLink;
import hokm.snapshots.RedisSettings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "drill", mixinStandardHelpOptions = true,
    description = "Hurts real PostgreSQL servers under a steady load of results again and again,"
        + " and checks that nothing that was acknowledged is lost.")
final class DbDrillCommand implements Callable<Integer> {

  @Spec
  private CommandSpec spec;

  @Option(names = "--rounds", defaultValue = "20", paramLabel = "N",
      description = "how many faults are played (default: ${DEFAULT-VALUE})")
  private int rounds;

  @Option(names = "--faults", split = ",", paramLabel = "FAULT",
      description = "${COMPLETION-CANDIDATES} (default: all, in turn)",
      completionCandidates = Codes.class)
  private List<String> faults;

  @Option(names = "--seed", paramLabel = "N",
      description = "decides the order of the faults and the matches (default: by chance)")
  private Long seed;

  @Option(names = "--nodes", defaultValue = "3", paramLabel = "N",
      description = "(default: ${DEFAULT-VALUE})")
  private int nodes;

  @Option(names = "--rate", defaultValue = "100", paramLabel = "N",
      description = "results a second (default: ${DEFAULT-VALUE})")
  private int rate;

  @Option(names = "--burst", defaultValue = "0", paramLabel = "N", description = "finished deals"
      + " that come all at once at the end, to see how many a second PostgreSQL takes"
      + " (default: none)")
  private int burst;

  @Option(names = "--bin", paramLabel = "DIR",
      description = "programs of an installed PostgreSQL (default: those that come with Hokm)")
  private Path bin;

  @Option(names = "--data", paramLabel = "DIR", description = "where the servers keep their data;"
      + " what is there is thrown away (default: a temporary folder)")
  private Path data;

  @Option(names = "--keep", description = "drill the servers that are in the folder, as"
      + " ./hokm db setup has made them (stop them first), and throw nothing away")
  private boolean keep;

  @Option(names = "--ack", defaultValue = "replicated", paramLabel = "WHEN",
      description = "replicated, or primary to see how acknowledging at the commit loses results")
  private String ack;

  @Option(names = "--report", paramLabel = "FILE.json", description = "writes the figures there")
  private Path json;

  @Option(names = "--html", paramLabel = "FILE.html",
      description = "writes a page with a picture of the writes over time")
  private Path html;

  /** For the help. */
  static final class Codes implements Iterable<String> {
    @Override
    public java.util.Iterator<String> iterator() {
      return Arrays.stream(DrillFault.values()).map(DrillFault::code).iterator();
    }
  }

  @Override
  public Integer call() throws IOException, SQLException {
    require(rounds >= 1, "--rounds: 1 or more", rounds);
    require(nodes >= 1 && nodes <= 9, "--nodes: 1 to 9", nodes);
    require(rate >= 1 && rate <= 1000, "--rate: 1 to 1000 results a second", rate);
    require(burst >= 0 && burst <= 100_000, "--burst: 0 to 100000 deals", burst);
    require(ack.equals("replicated") || ack.equals("primary"), "--ack: replicated or primary", ack);
    require(!keep || data != null, "--keep: with --data", "without it");
    if (seed == null) seed = System.nanoTime() % 1_000_000;
    var plan = plan();
    var folder = data != null ? data : Files.createTempDirectory("hokm-drill");
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (var lock = FreshFolder.claim(folder, !keep).orElse(null)) {
      require(lock != null, "--data: a folder that no other run has", folder);
      say("Starting " + nodes + " nodes, PostgreSQL twice and Redis; the seed is " + seed + ".");
      var report = drill(folder, plan);
      if (json != null) Files.writeString(json, report.json().encodePrettily() + "\n");
      if (html != null) Files.writeString(html, report.html());
      report.text().forEach(this::say);
      say("The servers' and nodes' logs are in " + folder + ".");
      return report.held() ? 0 : 1;
    }
  }

  /** Each fault as often as the others, in an order that the seed decides. */
  private List<DrillFault> plan() {
    var chosen = faults == null ? List.of(DrillFault.values())
        : faults.stream().map(this::fault).toList();
    var chance = new Random(seed);
    var plan = new ArrayList<DrillFault>();
    while (plan.size() < rounds) {
      var next = new ArrayList<>(chosen);
      Collections.shuffle(next, chance);
      plan.addAll(next);
    }
    return plan.subList(0, rounds);
  }

  private DrillFault fault(String code) {
    var known = Arrays.stream(DrillFault.values()).map(DrillFault::code)
        .collect(Collectors.toList());
    require(known.contains(code), "--faults: some of " + known, code);
    return DrillFault.of(code);
  }

  private DrillReport drill(Path folder, List<DrillFault> plan) throws SQLException {
    var vertx = Vertx.vertx();
    var settings = new StackSettings(folder, nodes, StackSettings.BALANCER_PORT,
        StackSettings.NODE_PORT, Optional.empty(), Optional.empty(),
        StackSettings.ofOneAddress(Map.of("HOKM_ROLES", "gateway,rooms,persistence", "HOKM_PG_ACK",
            ack)), Ground.LOOPBACK,
        Optional.ofNullable(bin).map(PostgresPrograms::installed), this::say);
    try (var stack = Stack.start(settings)) {
      var redis = RedisLink.open(vertx, new RedisSettings(stack.redis().orElseThrow().url(),
          RedisServer.USER, stack.redisPassword().orElseThrow(), RedisSettings.DEFAULT.deadline()));
      return new Drill(vertx, stack, redis, rate, seed, this::say).play(plan, burst);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture()
          .completeOnTimeout(null, 5, TimeUnit.SECONDS).join();
    }
  }

  private void say(String line) {
    var out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
