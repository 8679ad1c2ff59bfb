package hokm.persistence;

import hokm.persistence.DatabaseView.Written;
import hokm.persistence.PostgresSettings.Ack;
import hokm.persistence.PostgresSettings.Endpoint;
import hokm.room.Edge;
import hokm.room.Outbox;
import hokm.room.Outbox.Delivery;
import hokm.room.OutboxEntry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** An outbox's drain without PostgreSQL: whoever makes one brings the servers. */
public final class PlainDrain {

  private static final Duration LOOK = Duration.ofMillis(200);

  /** What a look at a server finds. @param position of its WAL, or of what it has applied */
  public record Look(boolean standby, long timeline, long position) {}

  /** Where a commit stands. */
  public record Position(long timeline, long lsn) {}

  /** Two servers, numbered 0 and 1. */
  public interface Servers {

    /** Null when it does not answer. */
    Look look(int server);

    /** @return fails when it does not answer or takes no writes; it may be done all the same */
    Future<Position> write(int server, List<OutboxEntry> records);
  }

  private final OutboxDrain drain;

  /** @param early whether a record counts as kept before a standby has it */
  public PlainDrain(Edge edge, Outbox outbox, Servers servers, boolean early, String node) {
    drain = new OutboxDrain(edge, new Watched(edge, servers), outbox,
        early ? Ack.PRIMARY : Ack.REPLICATED, node, new DrainCounts());
  }

  public void start() {
    drain.start();
  }

  private static final class Watched implements Ledger {

    private static final List<Endpoint> ENDPOINTS =
        List.of(new Endpoint("first", 5432), new Endpoint("second", 5432));

    private final Servers servers;
    private final List<Consumer<Verdict>> listeners = new ArrayList<>();
    private Verdict verdict = Verdict.none(ENDPOINTS);

    Watched(Edge edge, Servers servers) {
      this.servers = servers;
      edge.timers().every(LOOK, this::look);
    }

    private void look() {
      var results = new ArrayList<ProbeResult>();
      for (int i = 0; i < ENDPOINTS.size(); i++) {
        var found = servers.look(i);
        var before = verdict.results().get(i);
        results.add(found == null ? before.failed(true, "refuses") : before.answered(
            new ProbeResult.State(found.standby(), false, found.timeline(), found.position(),
                found.position(), 0, found.standby(), ProbeResult.State.UNSEEN)));
      }
      verdict = verdict.next(results);
      listeners.forEach(each -> each.accept(verdict));
    }

    @Override
    public Verdict verdict() {
      return verdict;
    }

    @Override
    public void listen(Consumer<Verdict> told) {
      listeners.add(told);
    }

    @Override
    public void hurry(Duration time) {}

    @Override
    public Future<Written<Void>> write(List<Delivery> records) {
      if (verdict.writer().isEmpty()) return Future.failedFuture(verdict.sentence());
      return servers.write(ENDPOINTS.indexOf(verdict.writer().get()),
              records.stream().map(Delivery::entry).toList())
          .map(at -> new Written<>(null, at.timeline(), at.lsn()));
    }

    @Override
    public Future<Written<Void>> bury(Delivery record, String reason) {
      return Future.failedFuture("No record of a simulated match is broken: " + reason);
    }
  }
}
