package hokm.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.rules.Card;
import hokm.rules.MatchRules;
import hokm.rules.Seat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientMessagesTest {

  private static ClientMessages.Bad bad(String frame) {
    return (ClientMessages.Bad) ClientMessages.read(frame);
  }

  private static ClientMessage good(String frame) {
    return ((ClientMessages.Good) ClientMessages.read(frame)).message();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '#', quoteCharacter = '~', value = {
      "~~                                                       # NOT_JSON",
      "hello                                                    # NOT_JSON",
      "[]                                                       # NOT_JSON",
      "{                                                        # NOT_JSON",
      "{\"type\":\"ping\"                                       # NOT_JSON",
      "{\"type\":\"ping\"} {}                                   # NOT_JSON",
      "{\"type\":\"ping\",\"type\":\"pong\"}                    # NOT_JSON",
      "{\"type\":\"ping\",\"x\":{}}                             # NOT_JSON",
      "{\"type\":\"ping\",\"x\":null}                           # NOT_JSON",
      "{'type':'ping'}                                          # NOT_JSON",
      "{\"type\":\"ping\",\"x\":123456789012345678901234567890} # NOT_JSON",
      "{}                                                       # MISSING_FIELD",
      "{\"type\":7}                                             # BAD_FIELD",
      "{\"type\":\"fly\"}                                       # UNKNOWN_TYPE",
      "{\"type\":\"PING\"}                                      # UNKNOWN_TYPE",
      "{\"type\":\"ping\",\"id\":\"c\"}                         # UNKNOWN_FIELD",
      "{\"type\":\"play_card\",\"id\":\"c\",\"card\":\"AH\",\"seat\":1} # UNKNOWN_FIELD",
      "{\"type\":\"sign_in\",\"name\":\"A\"}                    # MISSING_FIELD",
      "{\"type\":\"sign_in\",\"version\":1}                     # MISSING_FIELD",
      "{\"type\":\"sign_in\",\"version\":2,\"name\":\"A\"}      # WRONG_VERSION",
      "{\"type\":\"sign_in\",\"version\":\"1\",\"name\":\"A\"}  # BAD_FIELD",
      "{\"type\":\"sign_in\",\"version\":1,\"name\":\"\"}       # BAD_FIELD",
      "{\"type\":\"sign_in\",\"version\":1,\"name\":\"  \"}     # BAD_FIELD",
      "{\"type\":\"sign_in\",\"version\":1,\"name\":\"a|b\"}    # BAD_FIELD",
      "{\"type\":\"sign_in\",\"version\":1,\"name\":\"a\\u0000\"} # BAD_FIELD",
      "{\"type\":\"sign_in\",\"version\":1,\"name\":\"a\\u202eb\"} # BAD_FIELD",
      "{\"type\":\"sign_in\",\"version\":1,\"name\":\"\\ud800\"} # BAD_FIELD",
      "{\"type\":\"resume\",\"version\":1,\"token\":\"t\",\"lastSeen\":-2} # BAD_FIELD",
      "{\"type\":\"resume\",\"version\":1,\"token\":\"t\",\"lastSeen\":1.5} # BAD_FIELD",
      "{\"type\":\"sync\"}                                      # MISSING_FIELD",
      "{\"type\":\"add_bots\"}                                  # MISSING_FIELD",
      "{\"type\":\"add_bots\",\"id\":\"\"}                      # BAD_FIELD",
      "{\"type\":\"add_bots\",\"id\":\"a\\u0001\"}              # BAD_FIELD",
      "{\"type\":\"join_room\",\"id\":\"c\",\"room\":\"a b\"}   # BAD_FIELD",
      "{\"type\":\"join_room\",\"id\":\"c\",\"room\":\"A\",\"seat\":4} # BAD_FIELD",
      "{\"type\":\"create_room\",\"id\":\"c\",\"target\":0}     # BAD_FIELD",
      "{\"type\":\"create_room\",\"id\":\"c\",\"target\":14}    # BAD_FIELD",
      "{\"type\":\"create_room\",\"id\":\"c\",\"hakem\":\"me\"} # BAD_FIELD",
      "{\"type\":\"name_trump\",\"id\":\"c\",\"suit\":\"H\"}    # BAD_FIELD",
      "{\"type\":\"play_card\",\"id\":\"c\",\"card\":\"1H\"}    # BAD_FIELD",
      "{\"type\":\"play_card\",\"id\":\"c\",\"card\":\"10H\"}   # BAD_FIELD",
      "{\"type\":\"play_card\",\"id\":\"c\",\"card\":true}      # BAD_FIELD",
      "{\"type\":\"play_card\",\"id\":\"c\"}                    # MISSING_FIELD"})
  void eachFaultHasItsCode(String frame, ErrorCode code) {
    assertThat(bad(frame).code()).isEqualTo(code);
    assertThat(bad(frame).sentence()).endsWith(".");
  }

  @Test
  void theSentenceSaysWhatWouldBeRight() {
    assertThat(bad("{\"type\":\"fly\"}").sentence())
        .isEqualTo("The type \"fly\" is none of add_bots, cancel_quick_match, create_room, "
            + "join_room, leave, name_trump, ping, play_card, pong, quick_match, resume, salt, "
            + "sign_in, sync, throw_in.");
    assertThat(bad("{\"type\":\"play_card\",\"id\":\"c\",\"card\":\"1H\"}").sentence())
        .isEqualTo("The field \"card\" must be a rank of 23456789TJQKA and a suit of CDHS,"
            + " such as TH.");
    assertThat(bad("{\"type\":\"leave\",\"id\":\"c\",\"why\":1}").sentence())
        .isEqualTo("A leave has no field \"why\".");
  }

  @Test
  void aBadCommandIsAnsweredUnderItsIdWhereThatCouldBeRead() {
    assertThat(bad("{\"type\":\"play_card\",\"id\":\"c7\"}").id()).contains("c7");
    assertThat(bad("{\"type\":\"play_card\",\"id\":7}").id()).isEmpty();
    assertThat(bad("{\"type\":\"leave\",\"id\":\"" + "c".repeat(65) + "\"}").id()).isEmpty();
  }

  @Test
  void whatTheClientLeavesOutHasItsDefault() {
    assertThat(good("{\"type\":\"create_room\",\"id\":\"c\"}"))
        .isEqualTo(new ClientMessage.CreateRoom("c", MatchRules.DEFAULT));
    assertThat(good("{\"type\":\"resume\",\"version\":1,\"token\":\"t\"}"))
        .isEqualTo(new ClientMessage.Resume("t", -1));
    assertThat(good("{\"type\":\"join_room\",\"id\":\"c\",\"room\":\"k7pm2q\"}"))
        .isEqualTo(new ClientMessage.JoinRoom("c", "K7PM2Q", Optional.empty()));
  }

  @Test
  void whatIsThereIsRead() {
    assertThat(good("{\"type\":\"join_room\",\"id\":\"c\",\"room\":\"K7PM2Q\",\"seat\":3}"))
        .isEqualTo(new ClientMessage.JoinRoom("c", "K7PM2Q", Optional.of(Seat.WEST)));
    assertThat(good("{\"type\":\"play_card\",\"id\":\"c\",\"card\":\"TH\"}"))
        .isEqualTo(new ClientMessage.PlayCard("c", Card.of("TH")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"شیرین", "می‌نا", "Ñandú", "日本", "🂡", "a b", "  Ali "})
  void namesOfAllLanguagesAreWelcome(String name) {
    assertThat(good("{\"type\":\"sign_in\",\"version\":1,\"name\":\"" + name + "\"}"))
        .isEqualTo(new ClientMessage.SignIn(name.strip()));
  }

  @Test
  void aNameHasAtMostTwentyFourCharactersHoweverManyBytes() {
    assertThat(good("{\"type\":\"sign_in\",\"version\":1,\"name\":\"" + "🂡".repeat(24) + "\"}"))
        .isEqualTo(new ClientMessage.SignIn("🂡".repeat(24)));
    assertThat(bad("{\"type\":\"sign_in\",\"version\":1,\"name\":\"" + "x".repeat(25) + "\"}")
        .code()).isEqualTo(ErrorCode.BAD_FIELD);
  }

  @Test
  void aFrameHasAtMostSixteenFields() {
    var frame = new StringBuilder("{\"type\":\"ping\"");
    for (int i = 0; i < 16; i++) frame.append(",\"f").append(i).append("\":1");
    assertThat(bad(frame.append("}").toString()).code()).isEqualTo(ErrorCode.NOT_JSON);
  }
}
