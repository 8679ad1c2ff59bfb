package hokm.simulation;

import hokm.room.Bus;
import hokm.room.Lease;
import hokm.room.MoveCause;
import hokm.room.OutboxEntry;
import hokm.room.Owner;
import hokm.room.OwnerChange;
import hokm.room.RoomStore;
import hokm.room.Tell;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** How a cluster can be built wrong, so that the promises are seen to break. */
enum Flaw {
  NONE,

  /** Node a takes each save for done before the store has answered. */
  TELLS_BEFORE_SAVING {
    @Override
    RoomStore in(RoomStore store) {
      return new Wrapped(store) {
        @Override
        public Future<Void> save(Lease lease, long version, Buffer snapshot,
            List<OutboxEntry> outbox) {
          super.save(lease, version, snapshot, outbox);
          return Future.succeededFuture();
        }
      };
    }
  },

  /** The store takes saves of whoever was an owner once. */
  SKIPS_THE_EPOCH {
    @Override
    void in(SimulatedCluster cluster) {
      cluster.redis().model().unfence();
    }
  },

  /** Node a says twice what it ends, and the database does not mind. */
  FINISHES_TWICE {
    @Override
    RoomStore in(RoomStore store) {
      return new Wrapped(store) {
        @Override
        public Future<Void> save(Lease lease, long version, Buffer snapshot,
            List<OutboxEntry> outbox) {
          var twice = new ArrayList<>(outbox);
          twice.addAll(outbox);
          return super.save(lease, version, snapshot, twice);
        }
      };
    }

    @Override
    void in(SimulatedCluster cluster) {
      cluster.database().repeat();
    }
  },

  /** The nodes take a record for kept before the standby has it, which is slow to. */
  RECORDS_TOO_EARLY {
    @Override
    boolean recordsEarly() {
      return true;
    }

    @Override
    void in(SimulatedCluster cluster) {
      cluster.database().slow();
    }
  },

  /** Node a exchanges what two seats were to be told. */
  TELLS_THE_WRONG_SEAT {
    @Override
    Bus in(Bus bus) {
      return new Exchanging(bus);
    }
  };

  RoomStore in(RoomStore store) {
    return store;
  }

  Bus in(Bus bus) {
    return bus;
  }

  boolean recordsEarly() {
    return false;
  }

  void in(SimulatedCluster cluster) {}

  private static class Wrapped implements RoomStore {
    private final RoomStore store;

    Wrapped(RoomStore store) {
      this.store = store;
    }

    @Override
    public Future<Boolean> create(Lease lease, long version, Buffer snapshot) {
      return store.create(lease, version, snapshot);
    }

    @Override
    public Future<Void> save(Lease lease, long version, Buffer snapshot,
        List<OutboxEntry> outbox) {
      return store.save(lease, version, snapshot, outbox);
    }

    @Override
    public Future<Void> close(Lease lease) {
      return store.close(lease);
    }

    @Override
    public Future<List<Claimed>> claim(List<String> rooms, String from, List<Owner> to,
        MoveCause cause) {
      return store.claim(rooms, from, to, cause);
    }

    @Override
    public Future<List<Standing>> check(List<Hosted> rooms) {
      return store.check(rooms);
    }

    @Override
    public void onAvailability(Consumer<Boolean> listener) {
      store.onAvailability(listener);
    }

    @Override
    public Future<Optional<Owner>> owner(String room) {
      return store.owner(room);
    }

    @Override
    public Future<List<OwnerChange>> history(String room) {
      return store.history(room);
    }

    @Override
    public Future<List<String>> ownedBy(String node) {
      return store.ownedBy(node);
    }
  }

  private record Exchanging(Bus bus) implements Bus {
    @Override
    public <A> Future<A> request(String address, Object message) {
      return bus.request(address, message);
    }

    @Override
    public void send(String address, Object message) {
      bus.send(address, message instanceof Tell tell ? exchanged(tell) : message);
    }

    private static Tell exchanged(Tell tell) {
      if (tell.frames().size() < 2) return tell;
      var frames = new ArrayList<>(tell.frames());
      var one = frames.get(0);
      var other = frames.get(1);
      frames.set(0, new Tell.ForSocket(other.connection(), one.kind(), one.first(), one.last(),
          one.frame()));
      frames.set(1, new Tell.ForSocket(one.connection(), other.kind(), other.first(),
          other.last(), other.frame()));
      return new Tell(tell.room(), frames);
    }

    @Override
    public void publish(String address, Object message) {
      bus.publish(address, message);
    }

    @Override
    public <M> Future<Void> serve(String address, Function<M, Future<?>> answer) {
      return bus.serve(address, answer);
    }

    @Override
    public <M> Future<Void> listen(String address, Consumer<M> listener) {
      return bus.listen(address, listener);
    }
  }
}
