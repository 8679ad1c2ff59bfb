package hokm.room;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;

/**
 * The authority over rooms: directory, fence and snapshots. Every method fails with
 * {@link StoreUnavailable} when the store does not answer within its deadline.
 */
public interface RoomStore {

  /** A room as it was last saved, now leased to whoever claimed it. */
  record Claimed(Lease lease, long version, Buffer snapshot) {}

  /**
   * A new room at epoch 1.
   *
   * @return false when a room with this code exists; the same owner, version and snapshot again is
   *     a retry and true
   */
  Future<Boolean> create(Lease lease, long version, Buffer snapshot);

  /**
   * Replaces the snapshot and appends to the outbox, in one step. The same version again is a
   * retry that changes nothing. A store that lost its newest writes is healed: a lower stored
   * version is overwritten, and a room that it no longer has is put back.
   *
   * @return fails with {@link LostLease} when another owner or epoch stands there
   */
  Future<Void> save(Lease lease, long version, Buffer snapshot, List<OutboxEntry> outbox);

  /** Forgets an ended room. @return fails with {@link LostLease} as save does */
  Future<Void> close(Lease lease);

  /**
   * Takes over rooms, at most 128 a call.
   *
   * @param from the node that must still own them; a room owned by another is left out
   * @param to for each room its new owner, in the order of rooms
   */
  Future<List<Claimed>> claim(List<String> rooms, String from, List<Owner> to);

  /**
   * @return the rooms of those leases under which nothing can be saved any more, since another has
   *     taken them over. A room that the store has lost is not among them: its owner has it
   */
  Future<List<String>> lost(List<Lease> leases);

  /** Absent when there is no such room. */
  Future<Optional<Owner>> owner(String room);

  /** The rooms of a node, in no order. */
  Future<List<String>> ownedBy(String node);
}
