package hokm.room;

import hokm.protocol.ErrorCode;
import hokm.protocol.Frames;
import hokm.protocol.StopCause;
import hokm.rules.Seat;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One room on its owner: judge, save, then tell. One command at a time; while a save is under way
 * the others wait in a bounded mailbox. All calls come from one event loop.
 */
final class HostedRoom {

  private static final Logger LOG = LoggerFactory.getLogger(HostedRoom.class);

  private final Surroundings around;
  private final Lease lease;
  private final Gallery gallery;
  private final Audience audience;
  private final RoomTimer timer;
  private final BotTurn bots;
  private final News news;
  private final Saves saves;
  private final Ending ending;
  private final StoreWait wait;
  private final Emotes emotes;
  private final Mailbox mailbox = new Mailbox();
  private RoomState state;
  private boolean saving;
  private boolean retired;
  private Optional<Promise<Void>> held = Optional.empty();

  HostedRoom(Surroundings around, Lease lease, RoomState state) {
    this.around = around;
    this.lease = lease;
    this.state = state;
    this.gallery = new Gallery(lease.room(), around.settings().spectators(), around.bus(),
        around.timers());
    this.audience = new Audience(lease.room(), around.bus(), gallery);
    this.bots = new BotTurn(around.bots(), around.timers());
    this.timer = new RoomTimer(around, state, this::cutOff, this::timeUp);
    this.news = new News(lease.room(), audience, timer);
    this.wait = new StoreWait(lease, audience, timer);
    this.ending = new Ending(around, lease, audience, this::retire, this::reopen);
    this.emotes = new Emotes(lease.room(), audience, around.timers());
    this.saves = new Saves(around.store(), around.timers(), lease,
        failure -> pause(failure.getMessage()));
  }

  /** Once, after creation. */
  void begin() {
    if (RoomJudge.unsettled(state)) enqueue(around.judge()::settle);
    timer.follow(state, List.of());
    bots.follow(state.now());
  }

  /** Once, after adoption: the turn in progress begins anew, with the bank as it was saved. */
  void goOn(StopCause cause) {
    long saved = state.times().savedAt();
    if (saved > 0) timer.giveBack(cause, Duration.ofMillis(around.timers().now() - saved));
    begin();
  }

  RoomState state() {
    return state;
  }

  Lease lease() {
    return lease;
  }

  /** As an operator may see it. */
  JsonObject facts() {
    return RoomFacts.of(lease, state, gallery.size(), wait.told());
  }

  RoomStore.Hosted hosted() {
    return new RoomStore.Hosted(lease, state.version());
  }

  Future<Answer> ask(Ask ask) {
    var passing = passing(ask, state.now().seatOf(ask.player()));
    if (passing.isPresent()) return Future.succeededFuture(passing.get());
    var earlier = mailbox.earlier(ask);
    if (earlier != null) return earlier;
    var seat = state.now().seatOf(ask.player());
    if (seat.filter(audience::heard).isPresent()) lookForTurn();
    var answer = submit((now, at) ->
        around.judge().judge(now, ask, at).under(ask.trace()));
    mailbox.remember(ask, answer);
    return answer;
  }

  /** Of what is neither judged nor saved. */
  private Optional<Answer> passing(Ask ask, Optional<Seat> seat) {
    if (ask.command() instanceof RoomCommand.Attach attach) {
      return seat.map(at -> attach(at, attach)).or(RoomJudge::stranger);
    }
    if (ask.command() instanceof RoomCommand.Watch watch) {
      return seat.map(at -> Answer.refused(ErrorCode.ALREADY_IN_ROOM))
          .or(() -> Optional.of(gallery.watch(state, watch)));
    }
    if (ask.command() instanceof RoomCommand.Say say) {
      return seat.map(at -> emotes.say(ask, at, say)).or(RoomJudge::stranger);
    }
    if (ask.command() instanceof RoomCommand.Unwatch unwatch) {
      gallery.unwatch(unwatch.connection());
      return Optional.of(Answer.ACCEPTED);
    }
    if (!(ask.command() instanceof RoomCommand.Detach detach)) return Optional.empty();
    seat.ifPresent(at -> audience.detach(at, detach.connection()));
    return Optional.of(Answer.ACCEPTED);
  }

  private Future<Answer> submit(BiFunction<RoomState, Moment, Decision> judge) {
    if (mailbox.size() < around.settings().mailbox()) return enqueue(judge);
    around.meters().mailboxFull();
    return Future.succeededFuture(Answer.refused(ErrorCode.BUSY));
  }

  /** For the room's own commands, of which few can wait: none may be lost to a full mailbox. */
  private Future<Answer> enqueue(BiFunction<RoomState, Moment, Decision> judge) {
    if (retired) return Future.succeededFuture(Answer.MOVED);
    var answer = mailbox.add(judge, timer.ran());
    next();
    return answer;
  }

  private void next() {
    while (judging() && !mailbox.isEmpty()) {
      var waiting = mailbox.poll();
      Decision decision;
      try {
        decision = waiting.judge().apply(state, timer.moment(waiting.ran()));
      } catch (RuntimeException impossible) {
        LogKeys.of(LOG.atError(), lease).setCause(impossible).log(
            "Room {} on {} met the impossible and goes back to its last save.", lease.room(),
            lease.owner());
        around.meters().failed();
        waiting.answer().complete(Answer.refused(ErrorCode.UNAVAILABLE));
        retire();
        return;
      }
      if (decision instanceof Decision.Reply reply) waiting.answer().complete(reply.answer());
      else save((Decision.Commit) decision, waiting.answer());
    }
  }

  private boolean judging() {
    return !saving && !suspended() && !retired && !ending.begun() && held.isEmpty();
  }

  private void save(Decision.Commit commit, Promise<Answer> answer) {
    saving = true;
    var span = around.traces().follow("save", commit.trace());
    saves.save(commit).onComplete(done -> span.end())
        .onSuccess(saved -> {
          saving = false;
          tell(commit);
          answer.complete(commit.answer());
          held.ifPresent(Promise::tryComplete);
          next();
        })
        .onFailure(lost -> {
          LogKeys.of(LOG.atInfo(), lease).log("Room {} is not {}'s any more: its save was refused.",
              lease.room(), lease.owner());
          answer.complete(Answer.MOVED);
          retire();
        });
  }

  /**
   * Nothing is judged or saved until {@link #carryOn}: the store is away, or must be asked first
   * whether the room is still here. What comes waits.
   */
  void suspend() {
    saves.suspend();
  }

  boolean suspended() {
    return saves.suspended();
  }

  /** Goes on where it was suspended: a save that was not answered first. */
  void carryOn() {
    if (!saves.suspended()) return;
    saves.carryOn();
    if (!saving) {
      boolean told = wait.told();
      wait.over();
      if (told) news.turn(state);
    }
    next();
  }

  /** For a store that has forgotten it. */
  Future<Void> putBack() {
    return saves.putBack(state);
  }

  /** PostgreSQL has this record, so the store need not be given it again. */
  void kept(Kept.Entry entry) {
    saves.kept(entry);
  }

  int spectators() {
    return gallery.size();
  }

  /** Whether no move can be saved now. */
  boolean waits() {
    return wait.told() || suspended();
  }

  /** Tells the table, once, that it waits for the store. */
  void pause(String why) {
    if (!retired) wait.pause(why);
  }

  /** From now on the clock stands, until the store has taken something or is there again. */
  void stand() {
    wait.stand();
  }

  /** The one place where the room takes a new state as its own. */
  private void tell(Decision.Commit commit) {
    var before = state;
    state = commit.next();
    if (!suspended()) wait.over();
    if (commit.events().isEmpty()) return;
    around.happened().accept(commit.events());
    timer.follow(state, commit.events());
    bots.follow(state.now());
    var moved = audience.follow(before.now(), state.now(), commit.events());
    news.tell(state, before.last(), commit.events(), moved,
        new Tell.Origin(around.timers().micros(), commit.trace()));
    gallery.follow(state);
  }

  /** A client that has seen more than this owner knows shows that the room lives elsewhere. */
  private Answer attach(Seat seat, RoomCommand.Attach attach) {
    if (attach.lastSeen() > state.last()) return Answer.MOVED;
    if (audience.hasNewer(seat, attach)) return Answer.refused(ErrorCode.DISPLACED);
    gallery.unwatch(attach.connection());
    boolean fresh = audience.attach(seat, attach);
    lookForTurn();
    news.show(state, seat, attach.lastSeen(), fresh);
    if (wait.told()) wait.tell();
    // A suspended room finds out at its next sweep.
    if (!suspended()) submit((now, at) -> around.judge().presence(now, seat, true, at));
    return Answer.seated(seat);
  }

  /** From now on the time is charged to nobody, until {@link #go} ends the same cause. */
  void stop(StopCause cause) {
    timer.stop(cause);
  }

  /** A node is gone, and so is the socket of whoever was connected through it. */
  void gatewayGone(String node) {
    audience.doubt(node);
    gallery.gone(node);
    timer.look();
  }

  /** It was not gone after all. */
  void gatewayCame(String node) {
    audience.trust(node);
    lookForTurn();
  }

  private void lookForTurn() {
    if (timer.look()) news.turn(state);
  }

  private boolean cutOff(Seat seat) {
    return audience.doubts(seat)
        && !audience.absent(seat, around.timers().millis(), around.settings().grace());
  }

  /** The loop could do nothing for that long; nobody is charged for it. */
  void stoodStill(Duration time) {
    timer.stoodStill(time);
  }

  /** @param cause of a stop that is over; all hear what is left where a turn is awaited */
  void go(StopCause cause) {
    if (timer.go(cause)) news.turn(state);
  }

  /** After a match somebody may just have begun another, which is being saved. */
  private void timeUp(long of) {
    bots.act(state.now()).onSuccess(act -> enqueue((now, at) -> {
      if (now.last() == of && !now.over()) return around.judge().timeUp(now, act, at);
      if (now.last() == of) close();
      return new Decision.Reply(Answer.ACCEPTED);
    }));
  }

  /** Every second: notices seats whose socket has gone or come, and rooms that all have left. */
  void sweep() {
    if (retired || saving || suspended() || held.isPresent()) return;
    gallery.sweep();
    boolean abandoned = state.now().match().isEmpty() || state.over() && state.now().peopled();
    for (Seat seat : Seat.values()) {
      if (!state.now().human(seat)) continue;
      boolean away = audience.absent(seat, around.timers().millis(), around.settings().grace());
      boolean connected = state.now().occupants().at(seat).connected();
      if (connected ? away : audience.hears(seat)) {
        enqueue((now, at) -> around.judge().presence(now, seat, !away, at));
      }
      abandoned &= audience.absent(seat, around.timers().millis(), around.settings().linger());
    }
    lookForTurn();
    if (abandoned && !saving) close();
  }

  private void close() {
    if (!ending.begun() && !retired) ending.begin(Frames.roomClosed(lease.room()));
  }

  /**
   * An operator ends it between two moves, whatever is played. The match counts for nobody.
   *
   * @param why the players are told
   * @return fails when it could not be closed; then it goes on, here or at another owner
   */
  Future<Void> end(String why) {
    if (suspended()) return Future.failedFuture("the store is away");
    Promise<Void> ended = Promise.promise();
    enqueue((now, at) -> {
      ending.begin(Frames.roomClosed(lease.room(), why)).onComplete(ended);
      return new Decision.Reply(Answer.ACCEPTED);
    }).onSuccess(answer -> {
      if (answer.moved()) ended.tryFail("it is not at " + lease.owner() + " any more");
    });
    return ended.future();
  }

  private void reopen() {
    if (state.over()) close();
    next();
  }

  /**
   * Nothing is judged or saved from now on, and the clock stands; what comes waits.
   *
   * @return when no save is under way
   */
  Future<Void> hold() {
    if (held.isEmpty()) {
      held = Optional.of(Promise.promise());
      stop(StopCause.MOVED);
    }
    if (!saving) held.get().tryComplete();
    return held.get().future();
  }

  /** Goes on after a hold. */
  void release() {
    if (held.isEmpty() || retired) return;
    held = Optional.empty();
    go(StopCause.MOVED);
    next();
  }

  /** Whether nobody plays here now. */
  boolean idle() {
    return !saving && (state.over() || state.now().match().isEmpty());
  }

  /** The room is not here any more; whoever waits shall look elsewhere. */
  void retire() {
    if (retired) return;
    retired = true;
    held.ifPresent(Promise::tryComplete);
    timer.end();
    saves.end();
    mailbox.answerAll(Answer.MOVED);
    around.retired().accept(lease.room());
  }
}
