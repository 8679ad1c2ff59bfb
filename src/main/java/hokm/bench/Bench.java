package hokm.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Measures the sides in turn, over the same generator and the same Redis, so that they compare. */
public final class Bench implements AutoCloseable {

  private static final Duration REWARM = Duration.ofSeconds(1);

  private final RedisInfo redis;
  private final Consumer<String> say;
  private final SocketLoop loop = new SocketLoop();
  private final Map<Side, Load> loads = new LinkedHashMap<>();

  /** @param target points that win a match, after which the four begin another */
  public Bench(List<Side> sides, RedisInfo redis, int target, Consumer<String> say) {
    this.redis = redis;
    this.say = say;
    sides.forEach(side -> loads.put(side, new Load(loop, side.address(), target)));
  }

  public void seat(int rooms) {
    loads.forEach((side, load) -> {
      load.open(rooms);
      load.seat();
      say.accept("The players of " + rooms + " rooms sit at the " + side.name() + ".");
    });
  }

  /** As fast as they go, so that what will be compiled is. */
  public void warm(Duration time) {
    loads.forEach((side, load) -> {
      load.play(new Pace(0), time);
      load.requireWhole();
    });
  }

  /** Each side once a round. @return in the order in which they were measured */
  public List<Figures> measure(Pace pace, Duration time, int rounds) {
    var all = new ArrayList<Figures>();
    for (int i = 0; i < rounds; i++) {
      loads.forEach((side, load) -> {
        load.play(pace, REWARM);
        var before = Reading.of(side, redis);
        var tally = load.play(pace, time);
        var used = Reading.of(side, redis).since(before);
        var figures = new Figures(side, pace, tally, used, Usage.residentBytes(side.pid()));
        say.accept(figures.text());
        load.requireWhole();
        all.add(figures);
      });
    }
    return all;
  }

  /**
   * Of each side in turn: sockets at the door, then rooms, then nothing happens.
   *
   * @param warm for which nothing happens before it is measured
   */
  public List<IdleFigures> idle(int rooms, Duration warm, Duration time) {
    var all = new ArrayList<IdleFigures>();
    loads.forEach((side, load) -> {
      long empty = Usage.liveHeapBytes(side.pid());
      load.open(rooms);
      long signedIn = Usage.liveHeapBytes(side.pid());
      // The collection has stopped the side for a moment.
      load.rest(REWARM);
      load.seat();
      long seated = Usage.liveHeapBytes(side.pid());
      load.rest(warm);
      var before = Reading.of(side, redis);
      load.rest(time);
      load.requireWhole();
      var used = Reading.of(side, redis).since(before);
      var figures = new IdleFigures(side, rooms, empty, signedIn, seated, used,
          Usage.residentBytes(side.pid()));
      say.accept(figures.text());
      all.add(figures);
    });
    return all;
  }

  @Override
  public void close() {
    loop.close();
  }
}
