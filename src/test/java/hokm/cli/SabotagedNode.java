package hokm.cli;

import hokm.room.Bus;
import hokm.room.Edge;
import hokm.room.Lease;
import hokm.room.OutboxEntry;
import hokm.room.RoomStore;
import hokm.room.Tell;
import hokm.room.Tell.ForSocket;
import hokm.room.Tell.Kind;
import hokm.snapshots.RedisLink;
import hokm.snapshots.RedisRoomStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** A node that is built wrong, in one way of several, to see that a campaign catches it. */
final class SabotagedNode {

  /** Long enough that a look at Redis, or a death, comes between. */
  private static final long LATE_MILLIS = 600;

  enum Sabotage {
    ACKNOWLEDGES_BEFORE_SAVING {
      @Override
      Seams seams() {
        return Seams.USUAL.withStores(link -> store(link, save -> args -> {
          Vertx.currentContext().owner().setTimer(LATE_MILLIS, late -> save.apply(args));
          return Future.succeededFuture();
        }));
      }
    },
    FINISHES_TWICE {
      @Override
      Seams seams() {
        return Seams.USUAL.withStores(link -> store(link, save -> args -> {
          var twice = args.clone();
          twice[3] = twice(args[3]);
          return save.apply(twice);
        }));
      }
    },
    SENDS_A_VIEW_TO_THE_WRONG_SEAT {
      @Override
      Seams seams() {
        return Seams.USUAL.withEdges(own -> {
          var edge = Edge.of(own);
          return new Edge(mixingUp(edge.bus()), edge.timers(), edge.chance());
        });
      }
    };

    abstract Seams seams();
  }

  private SabotagedNode() {}

  public static void main(String[] args) throws Exception {
    var sabotage = Sabotage.valueOf(args[0]);
    System.exit(NodeCommand.run(Config.of(NodeCommand.environment()),
        sabotage.seams()));
  }

  private interface Save extends Function<Object[], Object> {}

  private static RoomStore store(RedisLink link, Function<Save, Save> sabotage) {
    var real = new RedisRoomStore(link);
    Save save = args -> save(real, args);
    var other = sabotage.apply(save);
    return (RoomStore) Proxy.newProxyInstance(SabotagedNode.class.getClassLoader(),
        new Class<?>[] {RoomStore.class}, (proxy, method, args) -> {
          if (method.getName().equals("save")) return other.apply(args);
          try {
            return method.invoke(real, args);
          } catch (InvocationTargetException failed) {
            throw failed.getCause();
          }
        });
  }

  @SuppressWarnings("unchecked")
  private static Future<Void> save(RoomStore real, Object[] args) {
    return real.save((Lease) args[0], (long) args[1], (Buffer) args[2],
        (List<OutboxEntry>) args[3]);
  }

  /** The end of a match under another name as well. */
  @SuppressWarnings("unchecked")
  private static List<OutboxEntry> twice(Object entries) {
    var all = new ArrayList<>((List<OutboxEntry>) entries);
    for (var entry : List.copyOf(all)) {
      if (!entry.kind().equals("match_ended")) continue;
      var body = entry.body().copy();
      body.put("match", UUID.nameUUIDFromBytes(
          body.getString("match").getBytes(StandardCharsets.UTF_8)).toString());
      all.add(new OutboxEntry(entry.kind(), body));
    }
    return all;
  }

  /** What one seat of a room was just told, the next is told as well. */
  private static Bus mixingUp(Bus real) {
    var last = new HashMap<String, ForSocket>();
    return (Bus) Proxy.newProxyInstance(SabotagedNode.class.getClassLoader(),
        new Class<?>[] {Bus.class}, (proxy, method, args) -> {
          if (method.getName().equals("send") && args[1] instanceof Tell tell) {
            args[1] = new Tell(tell.room(), tell.frames().stream()
                .map(each -> mixedUp(each, last.put(tell.room(), each))).toList());
          }
          try {
            return method.invoke(real, args);
          } catch (InvocationTargetException failed) {
            throw failed.getCause();
          }
        });
  }

  private static ForSocket mixedUp(ForSocket news, ForSocket before) {
    return before == null || news.kind() != Kind.EVENTS || before.kind() != Kind.EVENTS
        || before.first() != news.first() ? news
        : new ForSocket(news.connection(), news.kind(), news.first(), news.last(), before.frame());
  }
}
