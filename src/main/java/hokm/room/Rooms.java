package hokm.room;

import io.vertx.core.Future;

/** The way to any room of the cluster, wherever it lives now. */
public interface Rooms {

  /**
   * Finds the room's owner and asks it; follows a move and resends with the same id while the
   * owner is being replaced.
   *
   * @return never fails: after its deadline (10 s) an answer with UNAVAILABLE, and NO_ROOM where
   *     there is none
   */
  Future<Answer> ask(Ask ask);

  /**
   * Opens a new room on the host that suits it best.
   *
   * @param ask its command is {@link RoomCommand.Open}; the same room and id again is a retry
   */
  Future<Answer> open(Ask ask);
}
