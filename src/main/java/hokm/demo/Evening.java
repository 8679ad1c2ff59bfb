package hokm.demo;

import hokm.room.BotPlayer;
import hokm.witness.Bound;
import hokm.witness.Checker;
import hokm.witness.Client;
import hokm.witness.Http;
import hokm.witness.Testimony;
import hokm.witness.Verdict;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Many tables of four at servers that run, one match after the other at each, whatever is done to
 * the servers meanwhile. Each match is held against its log and its rows, as the servers tell them.
 */
public final class Evening {

  private static final int SEATS = 4;
  private static final Duration STEP = Duration.ofSeconds(60);
  private static final Duration MATCH = Duration.ofMinutes(5);
  private static final Duration LOOK = Duration.ofMillis(200);

  private final Vertx vertx;
  private final Settings settings;
  private final Supplier<BotPlayer> player;
  private final Http http;
  private final Consumer<String> tell;
  private volatile boolean ending;

  /**
   * @param target points of a match
   * @param time after which no further match is begun; those under way are played to their end
   * @param think how long a player thinks at most
   */
  public record Settings(List<SocketAddress> servers, int tables, int target, Duration time,
      Duration think, long seed) {}

  /**
   * Of one match.
   *
   * @param verdict empty for one that did not end, or of which nothing was kept
   * @param waits of its accepted moves, in nanoseconds
   */
  private record Played(Optional<Verdict> verdict, List<Long> waits, int reconnects,
      List<String> complaints) {

    int count(ToIntFunction<Verdict> what) {
      return verdict.map(what::applyAsInt).orElse(0);
    }
  }

  /** @param player makes the strategy of one client */
  public Evening(Vertx vertx, Settings settings, Supplier<BotPlayer> player,
      Consumer<String> tell) {
    this.vertx = vertx;
    this.settings = settings;
    this.player = player;
    this.tell = tell;
    this.http = new Http(vertx, settings.servers());
  }

  /** Blocks until the last match is over, or has taken too long. */
  public EveningReport run() {
    long end = System.nanoTime() + settings.time().toNanos();
    var threads = Executors.newFixedThreadPool(settings.tables());
    try {
      var tables = IntStream.range(0, settings.tables())
          .mapToObj(no -> threads.submit(() -> table(no, end))).toList();
      var all = new ArrayList<Played>();
      for (var table : tables) all.addAll(table.get());
      return report(all);
    } catch (ExecutionException | InterruptedException broken) {
      throw new IllegalStateException(broken);
    } finally {
      threads.shutdownNow();
      http.close();
    }
  }

  private static EveningReport report(List<Played> all) {
    return new EveningReport(all.size(),
        (int) all.stream().filter(each -> each.verdict().isEmpty()).count(),
        all.stream().mapToInt(each -> each.count(Verdict::lostMoves)).sum(),
        all.stream().mapToInt(each -> each.count(Verdict::duplicatedMoves)
            + each.count(Verdict::duplicatedResults)).sum(),
        all.stream().flatMap(each -> each.waits().stream()).mapToLong(Long::longValue).sorted()
            .toArray(), all.stream().mapToInt(Played::reconnects).sum(),
        all.stream().flatMap(each -> each.complaints().stream()).toList());
  }

  /** No further match is begun. Safe from any thread. */
  public void end() {
    ending = true;
  }

  private List<Played> table(int no, long end) {
    var played = new ArrayList<Played>();
    var chance = new Random(settings.seed() * 0x9E3779B97F4A7C15L + no);
    do {
      var name = "Table " + (no + 1) + ", match " + (played.size() + 1);
      played.add(match(name, chance));
      played.get(played.size() - 1).complaints().forEach(tell);
    } while (!ending && System.nanoTime() < end);
    return played;
  }

  private Played match(String name, Random chance) {
    var clients = IntStream.range(0, SEATS).mapToObj(seat -> Client.to(settings.servers(), vertx,
        "Player " + (seat + 1), player.get(), new Client.Pace(settings.think()),
        chance.nextLong())).toList();
    var bound = new Bound(MATCH);
    try {
      sit(clients, bound);
      tell.accept(name + " began.");
      var match = bound.await(clients.get(0).over(), MATCH, "It did not end");
      for (Client each : clients) bound.await(each.over(), STEP, each.name() + " heard no end");
      tell.accept(name + " is over.");
      return judge(name, match, testify(clients, bound), bound);
    } catch (Bound.Late late) {
      return new Played(Optional.empty(), List.of(), 0, List.of(name + ": " + late.getMessage()));
    } finally {
      clients.forEach(Client::close);
    }
  }

  private void sit(List<Client> clients, Bound bound) {
    bound.await(Future.all(clients.stream().map(Client::signIn).toList()), STEP,
        "Not all could sign in");
    var room = bound.await(clients.get(0).createRoom(settings.target()), STEP, "No room opened");
    for (Client each : clients.subList(1, SEATS)) {
      bound.await(each.join(room), STEP, each.name() + " could not join " + room);
    }
  }

  private static List<Testimony> testify(List<Client> clients, Bound bound) {
    return clients.stream()
        .map(each -> bound.await(each.testimony(), STEP, each.name() + " says nothing")).toList();
  }

  /** The log and the rows come some time after the end, and before that there is nothing. */
  private Played judge(String name, String match, List<Testimony> testimonies, Bound bound) {
    var log = new ArrayList<JsonObject>();
    bound.until(() -> {
      log.clear();
      log.addAll(http.log(match));
      return !log.isEmpty();
    }, LOOK, STEP, "The log of match " + match + " did not come");
    var verdict = Checker.judge(testimonies, log, http.kept(match, log));
    return new Played(Optional.of(verdict), testimonies.stream()
        .flatMap(each -> each.sent().stream())
        .filter(each -> each.move() && each.accepted())
        .map(each -> each.answeredNanos() - each.sentNanos()).toList(),
        testimonies.stream().mapToInt(each -> Math.max(0, each.sockets() - 1)).sum(),
        verdict.complaints().stream().map(each -> name + ": " + each).toList());
  }
}
