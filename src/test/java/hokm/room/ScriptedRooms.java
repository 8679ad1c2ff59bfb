package hokm.room;

import hokm.rules.Seat;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** The way to rooms that are not there: it notes what is asked and answers as the test says. */
public final class ScriptedRooms implements Rooms {

  public final List<Ask> asks = new CopyOnWriteArrayList<>();
  public volatile Function<Ask, Future<Answer>> script =
      ask -> Future.succeededFuture(agreeable(ask));

  /** A room that lets everyone in, at the south seat, and accepts whatever it is told. */
  public static Answer agreeable(Ask ask) {
    var command = ask.command();
    return command instanceof RoomCommand.Open || command instanceof RoomCommand.Join
        || command instanceof RoomCommand.Attach ? Answer.seated(Seat.SOUTH) : Answer.ACCEPTED;
  }

  @Override
  public Future<Answer> ask(Ask ask) {
    asks.add(ask);
    return script.apply(ask);
  }

  @Override
  public Future<Answer> open(Ask ask) {
    return ask(ask);
  }

  public List<Ask> asked(Class<? extends RoomCommand> command) {
    return asks.stream().filter(ask -> command.isInstance(ask.command())).toList();
  }
}
