package hokm.room;

import hokm.protocol.EventFrames;
import hokm.protocol.Frames;
import hokm.protocol.TableEvent.Numbered;
import hokm.protocol.TimeLeft;
import hokm.rules.Command;
import hokm.rules.Match;
import hokm.rules.MatchRules;
import hokm.rules.Seat;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A match of bots that nobody sees. The first rooms that a new node takes over would otherwise wait
 * while the code of judging, saving, reading and telling is loaded and compiled, and they come by
 * the hundred.
 */
public final class Rehearsal {

  private static final String CODE = "REHEAR";
  private static final Moment NOW = Moment.at(0);

  private final RoomJudge judge;
  private RoomState state;

  private Rehearsal() {
    judge = new RoomJudge(Chance.secure());
    var open = new RoomCommand.Open(MatchRules.DEFAULT, List.of(), true);
    state = judge.open(new Ask(CODE, "", "", open), open, NOW);
  }

  /** Blocks for that long at most. */
  public static void play(BotPlayer bot, Duration most) {
    long until = System.nanoTime() + most.toNanos();
    var rehearsal = new Rehearsal();
    rehearsal.take(rehearsal.judge.settle(rehearsal.state, NOW));
    while (!rehearsal.state.over() && System.nanoTime() - until < 0) {
      rehearsal.take(rehearsal.judge.timeUp(rehearsal.state, rehearsal.act(bot), NOW));
    }
  }

  private Optional<Command> act(BotPlayer bot) {
    var match = state.now().match().orElseThrow();
    return match.turn().map(seat -> bot.act(match.seenBy(seat)));
  }

  /** As a room does, and as the next owner and the gateways would. */
  private void take(Decision decision) {
    var commit = (Decision.Commit) decision;
    long last = state.last();
    var saved = SnapshotCodec.encode(commit.next());
    if (SnapshotCodec.inPlay(saved)) state = SnapshotCodec.decode(saved);
    state = commit.next();
    var numbered = new ArrayList<Numbered>();
    for (var event : commit.events()) numbered.add(new Numbered(++last, event));
    if (numbered.isEmpty()) return;
    var frames = new EventFrames(CODE, numbered, state.now().match().flatMap(Match::awaited),
        TimeLeft.NONE);
    var told = new ArrayList<Tell.ForSocket>();
    for (Seat seat : Seat.values()) {
      told.add(new Tell.ForSocket("", Tell.Kind.EVENTS, 0, last, frames.to(seat)));
      told.add(new Tell.ForSocket("", Tell.Kind.VIEW, last, last, view(seat)));
    }
    BusCodecs.tell(new JsonObject(BusCodecs.json(new Tell(CODE, told)).toBuffer()));
  }

  private String view(Seat seat) {
    return Frames.view(state.seenBy(seat, TimeLeft.NONE));
  }
}
