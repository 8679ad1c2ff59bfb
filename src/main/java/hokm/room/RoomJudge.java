package hokm.room;

import hokm.protocol.BotLevel;
import hokm.protocol.ErrorCode;
import hokm.protocol.TableEvent;
import hokm.rules.Command;
import hokm.rules.Match;
import hokm.rules.Ruling;
import hokm.rules.Seat;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Decides what a command does to a room. Plain: state, command, time and chance in, decision out;
 * it saves nothing, sends nothing and keeps nothing.
 */
final class RoomJudge {

  private final Chance chance;

  RoomJudge(Chance chance) {
    this.chance = chance;
  }

  /** A room as it begins, version 1. The match starts with the next {@link #settle}. */
  RoomState open(Ask ask, RoomCommand.Open open, Moment moment) {
    var empty = RoomState.empty(ask.room(), open.rules());
    var draft = new Draft(empty, chance, moment);
    for (int i = 0; i < open.players().size(); i++) {
      var player = open.players().get(i);
      draft.add(new TableEvent.SeatTaken(Seat.at(i), player.id(), player.name(),
          Optional.empty()));
    }
    if (open.bots()) addBots(draft, BotLevel.NORMAL);
    return ((Decision.Commit) draft.commit(Answer.ACCEPTED)).next();
  }

  Decision judge(RoomState state, Ask ask, Moment moment) {
    var seat = state.now().seatOf(ask.player());
    var draft = new Draft(state, chance, moment);
    if (ask.command() instanceof RoomCommand.Open) return openedBefore(state.now(), ask, seat);
    if (ask.command() instanceof RoomCommand.Join join) return join(draft, ask, join, seat);
    if (seat.isEmpty()) return refused(ErrorCode.NOT_IN_ROOM);
    var fingerprint = fingerprint(ask);
    if (state.remembers(seat.get(), fingerprint)) return doneBefore(ask, seat.get());
    if (ask.command() instanceof RoomCommand.ChangeSeat change) {
      return change(draft, ask, seat.get(), change.seat());
    }
    if (ask.command() instanceof RoomCommand.Leave) return leave(draft, seat.get());
    if (ask.command() instanceof RoomCommand.AddBots add) {
      if (state.now().match().isPresent()) return refused(ErrorCode.MATCH_STARTED);
      addBots(draft, add.level());
      return draft.settle().commit(Answer.ACCEPTED, seat.get(), fingerprint);
    }
    if (state.now().match().isEmpty()) return refused(ErrorCode.MATCH_NOT_STARTED);
    if (ask.command() instanceof RoomCommand.Rematch again) {
      return rematch(draft, ask, again, seat.get());
    }
    return play(draft, state.now().match().get(), ask, seat.get(), fingerprint);
  }

  /**
   * A code follows from the command that opens a room under it, so whoever sits here, or has left
   * the match, and comes with one has opened it, however long ago; for anyone else the code is
   * taken.
   */
  private static Decision openedBefore(Table table, Ask ask, Optional<Seat> sitting) {
    if (sitting.isPresent()) return new Decision.Reply(Answer.seated(sitting.get()));
    boolean left = table.left().stream().anyMatch(each -> each.player().equals(ask.player()));
    return left ? new Decision.Reply(Answer.ACCEPTED) : refused(ErrorCode.ROOM_FULL);
  }

  private Decision join(Draft draft, Ask ask, RoomCommand.Join join, Optional<Seat> sitting) {
    if (sitting.isPresent()) return new Decision.Reply(Answer.seated(sitting.get()));
    var free = draft.table().freeSeat();
    if (free.isEmpty()) return refused(ErrorCode.ROOM_FULL);
    var seat = join.seat().orElse(free.get());
    if (draft.table().occupants().at(seat) != null) return refused(ErrorCode.SEAT_TAKEN);
    return draft.add(new TableEvent.SeatTaken(seat, ask.player(), join.name(), Optional.empty()))
        .settle().commit(Answer.seated(seat), seat, fingerprint(ask));
  }

  /** Only a change of seats tells where one sits. */
  private static Decision doneBefore(Ask ask, Seat seat) {
    return new Decision.Reply(ask.command() instanceof RoomCommand.ChangeSeat
        ? Answer.seated(seat) : Answer.ACCEPTED);
  }

  private static Decision change(Draft draft, Ask ask, Seat from, Seat to) {
    var table = draft.table();
    if (table.match().isPresent()) return refused(ErrorCode.MATCH_STARTED);
    if (to == from) return new Decision.Reply(Answer.seated(from));
    if (table.occupants().at(to) != null) return refused(ErrorCode.SEAT_TAKEN);
    var name = table.occupants().at(from).name();
    return draft.add(new TableEvent.SeatLeft(from))
        .add(new TableEvent.SeatTaken(to, ask.player(), name, Optional.empty()))
        .commitMoved(from, to, fingerprint(ask));
  }

  /** One that was long on its way must not ask for yet another match than it was meant to. */
  private static Decision rematch(Draft draft, Ask ask, RoomCommand.Rematch again, Seat seat) {
    if (!again.match().isEmpty() && !again.match().equals(draft.table().matchId())) {
      return new Decision.Reply(Answer.ACCEPTED);
    }
    if (!draft.table().over()) return refused(ErrorCode.MATCH_NOT_OVER);
    if (!draft.table().rematch().at(seat)) draft.add(new TableEvent.RematchWanted(seat));
    return draft.settle().commit(Answer.ACCEPTED, seat, fingerprint(ask));
  }

  private static void addBots(Draft draft, BotLevel level) {
    for (var free = draft.table().freeSeat(); free.isPresent();
        free = draft.table().freeSeat()) {
      int no = free.get().number();
      draft.add(new TableEvent.SeatTaken(free.get(), "bot" + no, "Bot " + (no + 1),
          Optional.of(level)));
    }
  }

  /**
   * Before the match the seat is free again. Otherwise a bot has it, and the last person who leaves
   * a match forfeits it.
   */
  private static Decision leave(Draft draft, Seat seat) {
    var match = draft.table().match();
    if (match.isPresent() && !draft.table().others(seat)
        && match.get().judge(new Command.Forfeit(seat, "left")) instanceof Ruling.Accepted ok) {
      draft.play(ok.events());
    }
    draft.add(new TableEvent.SeatLeft(seat));
    if (match.isPresent()) addBots(draft, BotLevel.NORMAL);
    return draft.settle().commitForgetting(seat);
  }

  private static Decision play(Draft draft, Match match, Ask ask, Seat seat,
      String fingerprint) {
    if (ask.command() instanceof RoomCommand.OfDeal meant
        && !meant.deal().mayBe(draft.table().matchId(), match.dealNo())) {
      return refused(ErrorCode.ANOTHER_DEAL);
    }
    var ruling = match.judge(command(ask.command(), seat));
    if (ruling instanceof Ruling.Refused no) return refused(ErrorCode.of(no.reason()));
    return draft.charge(seat).play(((Ruling.Accepted) ruling).events()).settle()
        .commit(Answer.ACCEPTED, seat, fingerprint);
  }

  private static Command command(RoomCommand asked, Seat seat) {
    if (asked instanceof RoomCommand.Salt c) return new Command.ContributeSalt(seat, c.salt());
    if (asked instanceof RoomCommand.NameTrump c) return new Command.NameTrump(seat, c.suit());
    if (asked instanceof RoomCommand.ThrowIn) return new Command.ThrowIn(seat);
    if (asked instanceof RoomCommand.PlayCard c) return new Command.PlayCard(seat, c.card());
    throw new IllegalStateException("A match does not take " + asked.getClass());
  }

  /** Whether {@link #settle} would do something: a full table whose match has not begun. */
  static boolean unsettled(RoomState state) {
    return state.now().match().isEmpty() && state.now().freeSeat().isEmpty();
  }

  Decision settle(RoomState state, Moment moment) {
    return new Draft(state, chance, moment).settle().commit(Answer.ACCEPTED);
  }

  /**
   * The clock ran out.
   *
   * @param act for the seat in turn, bot or not; where there is none the deal begins
   */
  Decision timeUp(RoomState state, Optional<Command> act, Moment moment) {
    var draft = new Draft(state, chance, moment);
    var match = state.now().match().orElseThrow();
    var ruling = (Ruling.Accepted) match.judge(act.orElse(new Command.BeginDeal()));
    match.turn().ifPresent(draft::charge);
    return draft.play(ruling.events()).settle().commit(Answer.ACCEPTED);
  }

  /** Told only while the deal's journal has room for comings and goings. */
  Decision presence(RoomState state, Seat seat, boolean connected, Moment moment) {
    var occupant = state.now().occupants().at(seat);
    if (occupant == null || occupant.bot() || occupant.connected() == connected
        || state.journal().events().size() >= RoomState.JOURNAL) {
      return new Decision.Reply(Answer.ACCEPTED);
    }
    return new Draft(state, chance, moment)
        .add(connected ? new TableEvent.SeatBack(seat) : new TableEvent.SeatAway(seat))
        .settle().commit(Answer.ACCEPTED);
  }

  /** The answer to one who does not sit there. */
  static Optional<Answer> stranger() {
    return Optional.of(Answer.refused(ErrorCode.NOT_IN_ROOM));
  }

  private static Decision refused(ErrorCode code) {
    return new Decision.Reply(Answer.refused(code));
  }

  /** 48 bits of a hash: short in a snapshot, and of a seat's few no two meet by chance. */
  static String fingerprint(Ask ask) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256")
          .digest((ask.player() + " " + ask.id()).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder()
          .encodeToString(Arrays.copyOf(hash, RoomState.FINGERPRINT * 3 / 4));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
