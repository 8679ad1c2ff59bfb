package hokm.room;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Counts what a store is asked and how long it takes to save; what it answers it answers. */
public record MeteredStore(RoomStore store, RoomMeters meters) implements RoomStore {

  @Override
  public Future<Void> save(Lease lease, long version, Buffer snapshot,
      List<OutboxEntry> outbox) {
    long began = System.nanoTime();
    return store.save(lease, version, snapshot, outbox).onComplete(done -> {
      if (done.succeeded()) meters.saved(System.nanoTime() - began);
      else if (done.cause() instanceof LostLease) meters.deposed();
      else if (done.cause() instanceof StoreUnavailable) meters.unanswered();
    });
  }

  @Override
  public Future<Void> close(Lease lease) {
    return store.close(lease).onFailure(e -> {
      if (e instanceof LostLease) meters.deposed();
    });
  }

  @Override
  public void onAvailability(Consumer<Boolean> listener) {
    store.onAvailability(listener);
  }

  @Override
  public Future<Boolean> create(Lease lease, long version, Buffer snapshot) {
    return store.create(lease, version, snapshot);
  }

  @Override
  public Future<Boolean> takesMatch(String room) {
    return store.takesMatch(room);
  }

  @Override
  public Future<List<Standing>> check(List<Hosted> rooms) {
    return store.check(rooms);
  }

  @Override
  public Future<List<Claimed>> claim(List<String> rooms, String from, List<Owner> to,
      MoveCause cause) {
    return store.claim(rooms, from, to, cause);
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
