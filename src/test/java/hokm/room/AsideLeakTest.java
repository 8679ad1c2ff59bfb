package hokm.room;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.Seed;
import hokm.protocol.MeantDeal;
import hokm.rules.MatchRules;
import hokm.rules.Phase;
import hokm.witness.AsideScan;
import hokm.witness.LeakScan;
import hokm.witness.Testimony;
import hokm.witness.Testimony.Heard;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whole matches with all frames of their four seats and of two who look on, one from the beginning
 * and one who comes again and again. -Dhokm.matches says how many.
 */
class AsideLeakTest {

  private static final int MATCHES = 12;
  private static final List<String> ASIDE = List.of("stays", "comes");
  private static final MatchRules RULES = new MatchRules(7, MatchRules.FirstHakem.FIRST_ACE,
      MatchRules.Redeal.LOW_FIVE);

  private final List<LeakScan.Leak> leaks = new ArrayList<>();
  private long frames;
  private long asideFrames;

  @Test
  void noFrameTellsWhatItsReaderMayNotKnow() {
    long seed = Seed.of("AsideLeakTest");
    int matches = Integer.getInteger("hokm.matches", MATCHES);
    for (int no = 0; no < matches && leaks.isEmpty(); no++) scan(played(new Random(seed + no)));
    System.out.printf(Locale.ROOT, "%d matches: %d frames of seats, %d of those who look on;"
        + " %d cards or events too early%n", matches, frames, asideFrames, leaks.size());
    assertThat(leaks).isEmpty();
    assertThat(asideFrames).isGreaterThan(20L * matches);
  }

  private static RoomScene played(Random random) {
    var scene = RoomScene.open(random.nextLong(), false, RULES);
    scene.attach("p0", "c0", -1);
    watch(scene, "stays");
    RoomScene.four(scene);
    while (scene.match().winner().isEmpty()) {
      if (random.nextInt(15) == 0) watch(scene, "comes");
      if (random.nextInt(200) == 0) {
        int seat = random.nextInt(4);
        scene.attach("p" + seat, "c" + seat, random.nextBoolean() ? -1 : scene.room.state().last());
      }
      if (scene.match().phase() == Phase.PREPARING) scene.saltAll();
      else act(scene, random);
    }
    return scene;
  }

  private static void watch(RoomScene scene, String socket) {
    scene.ask("guest", new RoomCommand.Watch("g-1.0", socket, -1));
  }

  private static void act(RoomScene scene, Random random) {
    var view = scene.view(scene.turn());
    var legal = view.legal();
    var move = view.phase() == Phase.NAMING_TRUMP ? scene.move()
        : new RoomCommand.PlayCard(legal.get(random.nextInt(legal.size())), MeantDeal.ANY);
    if (view.mayThrowIn()) move = new RoomCommand.ThrowIn(MeantDeal.ANY);
    assertThat(scene.ask("p" + scene.turn().number(), move).accepted()).isTrue();
  }

  private void scan(RoomScene scene) {
    var seats = new ArrayList<Testimony>();
    for (int seat = 0; seat < 4; seat++) seats.add(testimony(scene, "c" + seat, seat));
    seats.forEach(each -> frames += each.heard().size());
    leaks.addAll(LeakScan.of(seats));
    for (String socket : ASIDE) {
      var aside = testimony(scene, socket, Testimony.NO_SEAT);
      asideFrames += aside.heard().size();
      leaks.addAll(AsideScan.of(aside, seats));
    }
  }

  /** The places in the order of telling stand for times. */
  private static Testimony testimony(RoomScene scene, String socket, int seat) {
    var heard = new ArrayList<Heard>();
    for (int at = 0; at < scene.told.size(); at++) {
      for (var frame : scene.told.get(at).frames()) {
        if (frame.connection().equals(socket)) heard.add(new Heard(at, 1, frame.frame()));
      }
    }
    return new Testimony(socket, seat, heard, List.of(), 1, 0);
  }
}
