package hokm.gateway;

import hokm.room.Answer;
import hokm.room.Ask;
import hokm.room.RoomCommand;
import hokm.room.Rooms;
import hokm.rules.Seat;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Rooms that answer as the test says, and note what they were asked. */
final class ScriptedRooms implements Rooms {

  final List<Ask> asked = new CopyOnWriteArrayList<>();
  volatile Function<RoomCommand, Future<Answer>> reply = ScriptedRooms::friendly;

  static Future<Answer> friendly(RoomCommand command) {
    if (command instanceof RoomCommand.Open) return answer(Answer.seated(Seat.SOUTH));
    if (command instanceof RoomCommand.Join) return answer(Answer.seated(Seat.EAST));
    if (command instanceof RoomCommand.Attach) return answer(Answer.seated(Seat.SOUTH));
    return answer(Answer.ACCEPTED);
  }

  static Future<Answer> answer(Answer answer) {
    return Future.succeededFuture(answer);
  }

  @Override
  public Future<Answer> ask(Ask ask) {
    asked.add(ask);
    return reply.apply(ask.command());
  }

  @Override
  public Future<Answer> open(Ask ask) {
    return ask(ask);
  }

  <C extends RoomCommand> List<C> asked(Class<C> kind) {
    return asked.stream().map(Ask::command).filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The newest attach. */
  RoomCommand.Attach attach() {
    var all = asked(RoomCommand.Attach.class);
    return all.get(all.size() - 1);
  }
}
