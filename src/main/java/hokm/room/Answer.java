package hokm.room;

import hokm.protocol.ErrorCode;
import hokm.rules.Seat;
import java.util.Optional;

/**
 * A bare accept or refuse; news comes separately.
 *
 * @param error empty when accepted
 * @param seat where the player sits; present on an accepted Open, Join, ChangeSeat and
 *     Attach
 * @param moved whether the room is not here: look its owner up again
 */
public record Answer(Optional<ErrorCode> error, Optional<Seat> seat, boolean moved) {

  public static final Answer ACCEPTED = new Answer(Optional.empty(), Optional.empty(), false);
  public static final Answer MOVED =
      new Answer(Optional.of(ErrorCode.UNAVAILABLE), Optional.empty(), true);

  public static Answer seated(Seat seat) {
    return new Answer(Optional.empty(), Optional.of(seat), false);
  }

  public static Answer refused(ErrorCode error) {
    return new Answer(Optional.of(error), Optional.empty(), false);
  }

  public boolean accepted() {
    return error.isEmpty();
  }
}
