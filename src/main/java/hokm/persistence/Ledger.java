package hokm.persistence;

import hokm.persistence.DatabaseView.Written;
import hokm.room.Outbox.Delivery;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Where results are written down: PostgreSQL as one node sees it. A simulation brings its own. */
interface Ledger {

  Verdict verdict();

  /** @param told after every look at a server, on the drain's event loop */
  void listen(Consumer<Verdict> told);

  /** Looks often for so long, since something waits for a standby. */
  void hurry(Duration time);

  /** All of them or none; any number of times comes to the same rows. */
  Future<Written<Void>> write(List<Delivery> records);

  /** Puts one aside that can't be written. */
  Future<Written<Void>> bury(Delivery record, String reason);

  static Ledger of(DatabaseView view) {
    return new Ledger() {
      @Override
      public Verdict verdict() {
        return view.verdict();
      }

      @Override
      public void listen(Consumer<Verdict> told) {
        view.listen(told);
      }

      @Override
      public void hurry(Duration time) {
        // Without a standby there is nothing to be in a hurry for.
        if (view.verdict().results().stream().anyMatch(ProbeResult::standby)) view.hurry(time);
      }

      @Override
      public Future<Written<Void>> write(List<Delivery> records) {
        return view.writeAt(on -> Records.write(on, records));
      }

      @Override
      public Future<Written<Void>> bury(Delivery record, String reason) {
        return view.writeAt(on -> Records.bury(on, record, reason));
      }
    };
  }
}
