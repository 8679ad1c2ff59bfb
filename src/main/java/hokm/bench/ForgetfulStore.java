package hokm.bench;

import hokm.room.Lease;
import hokm.room.MoveCause;
import hokm.room.OutboxEntry;
import hokm.room.Owner;
import hokm.room.OwnerChange;
import hokm.room.RoomStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Saves nothing: what a node costs without its promise that nothing is lost. For comparison only;
 * no setting of a node leads here.
 */
public final class ForgetfulStore implements RoomStore {

  private final Map<String, Owner> owners = new ConcurrentHashMap<>();

  @Override
  public Future<Boolean> create(Lease lease, long version, Buffer snapshot) {
    return Future.succeededFuture(owners.putIfAbsent(lease.room(), lease.owner()) == null);
  }

  @Override
  public Future<Void> save(Lease lease, long version, Buffer snapshot,
      List<OutboxEntry> outbox) {
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> close(Lease lease) {
    owners.remove(lease.room());
    return Future.succeededFuture();
  }

  @Override
  public Future<List<Claimed>> claim(List<String> rooms, String from, List<Owner> to,
      MoveCause cause) {
    return Future.succeededFuture(List.of());
  }

  @Override
  public Future<Optional<Owner>> owner(String room) {
    return Future.succeededFuture(Optional.ofNullable(owners.get(room)));
  }

  @Override
  public Future<List<OwnerChange>> history(String room) {
    return Future.succeededFuture(List.of());
  }

  @Override
  public Future<List<String>> ownedBy(String node) {
    return Future.succeededFuture(List.of());
  }

  @Override
  public Future<List<Standing>> check(List<Hosted> rooms) {
    return Future.succeededFuture(rooms.stream().map(room -> Standing.HELD).toList());
  }
}
