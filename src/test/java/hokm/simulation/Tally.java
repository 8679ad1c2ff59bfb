package hokm.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Many schedules, and what came out of them together. */
final class Tally {

  private static final int TOLD = 20;

  private final List<String> broken = new ArrayList<>();
  private int schedules;
  private int failed;
  private long saves;
  private long faults;
  private long lookedOn;
  private long steps;
  private long simulated;
  private long took;

  /** Those whose seeds follow each other from this one on; stops early where many fail. */
  void run(long seed, int count, int threads) {
    long began = System.nanoTime();
    var next = new AtomicInteger();
    var workers = new ArrayList<Thread>();
    for (int i = 0; i < threads; i++) {
      workers.add(new Thread(() -> {
        for (int no = next.getAndIncrement(); no < count && failures() < TOLD;
            no = next.getAndIncrement()) {
          add(new Schedule(seed + no, false).run());
        }
      }, "schedules-" + i));
    }
    workers.forEach(Thread::start);
    workers.forEach(Tally::join);
    took = System.nanoTime() - began;
  }

  private static void join(Thread worker) {
    try {
      worker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized int failures() {
    return failed;
  }

  private synchronized void add(Schedule.Outcome outcome) {
    schedules++;
    saves += outcome.saves();
    faults += outcome.faults();
    lookedOn += outcome.lookedOn();
    steps += outcome.steps();
    simulated += outcome.micros();
    if (outcome.held()) return;
    failed++;
    broken.add("-Dhokm.schedule=" + outcome.seed() + ": " + outcome.broken().get(0));
  }

  synchronized List<String> broken() {
    return List.copyOf(broken);
  }

  synchronized int schedules() {
    return schedules;
  }

  @Override
  public synchronized String toString() {
    return String.format(Locale.ROOT, "%d schedules, %d of them broke a promise; %d faults,"
        + " %d saves, %d frames to those who look on and %d steps in %.1f simulated hours;"
        + " %.1f s, %.1f ms a schedule.", schedules, failed, faults, saves, lookedOn, steps,
        simulated / 3.6e9, took / 1e9, took / 1e6 / Math.max(1, schedules));
  }
}
