package hokm.room;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import hokm.protocol.BotLevel;
import hokm.protocol.Emote;
import hokm.protocol.MeantDeal;
import hokm.rules.Card;
import hokm.rules.MatchRules;
import hokm.rules.Seat;
import hokm.rules.Suit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BusCodecsTest {

  private static final List<RoomCommand> COMMANDS = List.of(
      new RoomCommand.Open(MatchRules.DEFAULT, List.of(new Player("p", "Ann")), true),
      new RoomCommand.Join("Ann", Optional.of(Seat.WEST)),
      new RoomCommand.Join("Ann", Optional.empty()), new RoomCommand.AddBots(BotLevel.HARD),
      new RoomCommand.ChangeSeat(Seat.NORTH),
      new RoomCommand.Salt("0a"), new RoomCommand.NameTrump(Suit.HEARTS, new MeantDeal("m2", 3)),
      new RoomCommand.ThrowIn(new MeantDeal("", 2)),
      new RoomCommand.PlayCard(Card.of("TH"), MeantDeal.ANY),
      new RoomCommand.Say(Emote.WELL_PLAYED), new RoomCommand.Leave(),
      new RoomCommand.Rematch("m1"),
      new RoomCommand.Watch("g", "c", 9), new RoomCommand.Unwatch("c"),
      new RoomCommand.Attach("g", "c", 7, 8), new RoomCommand.Detach("c"));

  private static Stream<Class<?>> records(Class<?> sealed) {
    return Arrays.stream(sealed.getPermittedSubclasses())
        .flatMap(each -> each.isInterface() ? records(each) : Stream.of(each));
  }

  @Test
  void everyCommandReachesAnotherNodeAsItself() {
    assertThat(COMMANDS.stream().map(Object::getClass).collect(toSet()))
        .isEqualTo(records(RoomCommand.class).collect(toSet()));
    for (var command : COMMANDS) {
      var ask = new Ask("K7PM2Q", "p", "c1", command);
      assertThat(BusCodecs.ask(BusCodecs.json(ask))).isEqualTo(ask);
    }
  }
}
