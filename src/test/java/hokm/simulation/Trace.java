package hokm.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What happened, in words, for whoever wants to read it; costs nothing where nobody does. */
final class Trace {

  private final Scheduler scheduler;
  private final boolean on;
  private final List<String> lines = new ArrayList<>();

  Trace(Scheduler scheduler, boolean on) {
    this.scheduler = scheduler;
    this.on = on;
  }

  void say(Supplier<String> sentence) {
    if (!on) return;
    long micros = scheduler.micros();
    lines.add(String.format("%3d.%06d %s", micros / 1_000_000, micros % 1_000_000,
        sentence.get()));
  }

  List<String> lines() {
    return lines;
  }
}
