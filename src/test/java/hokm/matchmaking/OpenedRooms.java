package hokm.matchmaking;

import hokm.protocol.ErrorCode;
import hokm.room.Answer;
import hokm.room.Ask;
import hokm.room.RoomCommand;
import hokm.room.Rooms;
import hokm.rules.Seat;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Notes which rooms are opened; refuses the first few where a test says so. */
final class OpenedRooms implements Rooms {

  final List<Ask> asked = new CopyOnWriteArrayList<>();
  final AtomicInteger refusals = new AtomicInteger();

  @Override
  public Future<Answer> ask(Ask ask) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<Answer> open(Ask ask) {
    asked.add(ask);
    return Future.succeededFuture(refusals.getAndDecrement() > 0
        ? Answer.refused(ErrorCode.UNAVAILABLE) : Answer.seated(Seat.SOUTH));
  }

  List<String> players(int at) {
    return ((RoomCommand.Open) asked.get(at).command()).players().stream()
        .map(player -> player.id()).toList();
  }
}
