package hokm.demo;

import hokm.demo.Measured.Move;
import hokm.demo.Measured.Table;
import hokm.witness.Client;
import hokm.witness.Testimony.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** What the clients tell while they play, for whoever waits for the moment to strike. */
final class Moments {

  private record Waiter(Predicate<Table> until, CompletableFuture<Table> done) {}

  private final List<Move> moves = new ArrayList<>();
  private final List<Waiter> waiters = new ArrayList<>();

  Client.Watcher of(int seat) {
    return new Client.Watcher() {
      @Override
      public void accepted(Sent move) {
        Moments.this.accepted(new Move(move.answeredNanos(), seat));
      }

      @Override
      public void table(Client.Sight sight) {
        Moments.this.table(new Table(sight.deal(), sight.tricksDone() + 1, sight.onTable()));
      }
    };
  }

  private synchronized void accepted(Move move) {
    moves.add(move);
  }

  private synchronized void table(Table table) {
    waiters.removeIf(waiter -> waiter.until().test(table) && waiter.done().complete(table));
  }

  /** The next time that a client sees the table so. */
  synchronized CompletableFuture<Table> when(Predicate<Table> until) {
    var done = new CompletableFuture<Table>();
    waiters.add(new Waiter(until, done));
    return done;
  }

  synchronized OptionalLong firstMoveAfter(long nanos) {
    return moves.stream().mapToLong(Move::nanos).filter(each -> each - nanos > 0).min();
  }

  synchronized List<Move> moves() {
    return List.copyOf(moves);
  }
}
