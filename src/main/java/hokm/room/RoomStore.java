package hokm.room;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The authority over rooms: directory, fence and snapshots. Every method fails with
 * {@link StoreUnavailable} when the store does not answer within its deadline.
 */
public interface RoomStore {

  /** A room as it was last saved, now leased to whoever claimed it. */
  record Claimed(Lease lease, long version, Buffer snapshot) {}

  /** @param version the newest that it has acknowledged */
  record Hosted(Lease lease, long version) {}

  /** HELD: it stands there. FORGOTTEN: it, or the newest of it. LOST: another has it by now. */
  enum Standing { HELD, FORGOTTEN, LOST }

  /**
   * Tells when the store goes away or takes no writes (false), and when it is there again (true).
   * It may have forgotten what it had acknowledged, so rooms are checked before they go on. Told
   * on the event loop of the caller; nothing is told as long as the store was always there.
   */
  default void onAvailability(Consumer<Boolean> listener) {}

  /**
   * A new room at epoch 1.
   *
   * @return false when a room with this code exists; the same owner, version and snapshot again is
   *     a retry and true; fails with {@link OutboxFull} when no more results may wait
   */
  Future<Boolean> create(Lease lease, long version, Buffer snapshot);

  /** Whether a match may start in such a room, or too many results wait already. */
  default Future<Boolean> takesMatch(String room) {
    return Future.succeededFuture(true);
  }

  /**
   * Replaces the snapshot and appends to the outbox, in one step. The same version again is a
   * retry that changes nothing. A store that lost its newest writes is healed: a lower stored
   * version or epoch is overwritten, and a room that it no longer has is put back.
   *
   * @return fails with {@link LostLease} when a higher epoch stands there, or another owner at the
   *     same one
   */
  Future<Void> save(Lease lease, long version, Buffer snapshot, List<OutboxEntry> outbox);

  /**
   * What it knows of rooms that someone hosts: a store that was away may have forgotten what it
   * had acknowledged, and an owner that was may have lost its rooms.
   *
   * @return in their order
   */
  Future<List<Standing>> check(List<Hosted> rooms);

  /** Forgets an ended room. @return fails with {@link LostLease} as save does */
  Future<Void> close(Lease lease);

  /**
   * Takes over rooms, at most 128 a call.
   *
   * @param from the node that must still own them; a room owned by another is left out
   * @param to for each room its new owner, in the order of rooms
   * @param cause kept with each room that is taken
   */
  Future<List<Claimed>> claim(List<String> rooms, String from, List<Owner> to, MoveCause cause);

  /** Absent when there is no such room. */
  Future<Optional<Owner>> owner(String room);

  /**
   * Why the room is where it is: its last eight changes of owner, the oldest first, and for an hour
   * after its end. Empty for a room that nobody knows.
   */
  Future<List<OwnerChange>> history(String room);

  /** The rooms of a node, in no order. */
  Future<List<String>> ownedBy(String node);
}
